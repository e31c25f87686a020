// The counsellor's desk on a server of ours that plays its part: what it tells can be changed at any moment, so that
// every state of the screens can be looked at. What the real server does is tested beside its routes and in the journey.
import { systemClock } from '#platform/clock.ts';
import { html } from '#platform/html.ts';
import { createServer, defineRoute, prepareAssets, type Route } from '#platform/http/index.ts';
import { createLog } from '#platform/log.ts';
import { createMetrics } from '#platform/metrics.ts';
import { ok, refuse } from '#platform/result.ts';
import type { EventFeed, StreamEvent } from '#platform/streams.ts';
import * as contract from '../server/modules/contact/desk/contract.ts';
import * as shown from '../server/modules/contact/desk/state/contract.ts';
import { searchTexts } from '../server/modules/contact/knowledge/contract.ts';
import {
  type Board,
  followBoard,
  listUnfinished,
  remindOfOutcome,
} from '../server/modules/contact/wallboard/contract.ts';
import { type Group, OrganisationId } from '../server/modules/identity/contract.ts';
import { seeMe } from '../server/modules/sign-in/contract.ts';
import { openConsole } from '../server/console-routes.ts';
import { siteAssets } from '../site/asset-files.ts';
import { clocksThatRun } from './clock-health.ts';
import {
  ago,
  contactAt,
  nightBoard,
  nightDesk,
  nightLine,
  nightLines,
  nightTexts,
  sitting,
  supervising,
  usualQueue,
} from './desk-scene.ts';
import { meOf } from './people-desk.ts';

/** What the played server tells; change it, then `tell()`. */
export type Night = {
  groups: Group[];
  desk: shown.DeskState;
  /** How often the streams of the desk and of the alarms were opened. */
  opened: number;
  alarmsOpened: number;
  lines: Map<string, shown.TalkLine[]>;
  board: Board;
  alarms: contract.Alarm[];
  notes: contract.Notes;
  lacking: { zh: string; en: string }[];
  /** Messages are refused: the conversation has ended meanwhile. */
  refusing: boolean;
  /** Every message that arrived, doubled ones too. */
  said: { id: string; text: string }[];
  unfinished: boolean;
};

export type PlayedDesk = {
  readonly url: string;
  readonly night: Night;
  /** Begins anew, but for what is given. */
  readonly play: (differences?: Partial<Night>) => void;
  /** Tells every open screen how it stands now. */
  readonly tell: () => void;
  /** Somebody says something. */
  readonly say: (contact: number, author: 'person' | 'counsellor', text: string, id?: string) => void;
  readonly stop: () => Promise<void>;
};

const beginning = (): Night => ({
  groups: ['counselling'],
  desk: nightDesk(),
  opened: 0,
  alarmsOpened: 0,
  lines: nightLines(),
  board: nightBoard(),
  alarms: [],
  notes: { text: '挂两科，失眠一个月。\n有过不想活的念头，无计划。室友可求助。', step: 'explore', version: 3 },
  lacking: [],
  refusing: false,
  said: [],
  unfinished: true,
});

/** Starts it on a free port of this machine. `built`: the folder with the console as built. */
export async function startPlayedDesk(built?: string): Promise<PlayedDesk> {
  const night = beginning();
  const listeners = new Set<() => void>();
  let version = 1;
  const ring = (): void => {
    version += 1;
    for (const look of listeners) look();
  };
  const fresh: StreamEvent[] = [];
  const say: PlayedDesk['say'] = (number, author, text, id = crypto.randomUUID()) => {
    const contact = contactAt(number);
    const lines = night.lines.get(contact) ?? [];
    if (lines.some(({ said }) => said?.id === id)) return;
    const line: shown.TalkLine = {
      position: lines.length + 1,
      at: new Date().toISOString(),
      kind: 'said',
      by: author === 'person' ? null : sitting,
      said: { id, author, text },
      introduction: null,
      note: null,
      detail: {},
    };
    night.lines.set(contact, [...lines, line]);
    night.desk.contacts = night.desk.contacts.map((one) =>
      one.id === contact
        ? { ...one, lastPosition: line.position, unread: one.unread + (author === 'person' ? 1 : 0) }
        : one,
    );
    fresh.push({ id: String(version + 1), event: 'line', data: { contact, line } });
    ring();
  };
  const whole = (event: string, data: () => unknown): EventFeed => ({
    topic: 'played',
    readFrom: async (position) => {
      const lines =
        event === 'desk' && position !== null ? fresh.filter(({ id }) => Number(id) > Number(position)) : [];
      return Number(position ?? 0) >= version ? [] : [...lines, { id: String(version), event, data: data() }];
    },
  });
  const desk = openConsole(built);
  const server = createServer({
    routes: [...playedRoutes(night, { ring, whole, say }), clocksThatRun, ...desk.routes],
    clock: systemClock,
    log: createLog({ level: 'error' }),
    metrics: createMetrics(),
    ready: async () => [],
    errorPage: ({ status }) => html`<title>${status}</title>`,
    assets: await prepareAssets([...siteAssets, ...desk.assets]),
    bus: {
      subscribe: (_, look) => {
        listeners.add(look);
        return () => void listeners.delete(look);
      },
    },
  });
  const { url } = await server.listen({ host: '127.0.0.1', port: 0 });
  const play: PlayedDesk['play'] = (differences = {}) => {
    fresh.length = 0;
    Object.assign(night, beginning(), differences);
    ring();
  };
  return { url, night, play, tell: ring, say, stop: () => server.close(0) };
}

type Playing = {
  readonly ring: () => void;
  readonly whole: (event: string, data: () => unknown) => EventFeed;
  readonly say: PlayedDesk['say'];
};

const row = { access: { open: 'a played desk' }, audit: { none: 'nothing is real' } } as const;
const done = () => ok({ position: 1 });

function playedRoutes(night: Night, playing: Playing): readonly Route[] {
  return [...standingRoutes(night, playing), ...talkingRoutes(night, playing), ...boardRoutes(night, playing)];
}

function standingRoutes(night: Night, { ring, whole }: Playing): readonly Route[] {
  return [
    defineRoute({
      ...seeMe,
      ...row,
      run: () =>
        ok(
          meOf({
            person: sitting.id,
            name: sitting.name,
            organisation: OrganisationId.parse('00000000-0000-4000-8000-000000000100'),
            called: '东城区心理援助中心',
            kind: 'medical',
            groups: night.groups,
          }),
        ),
      refusals: {},
    }),
    defineRoute({
      ...shown.followDesk,
      ...row,
      run: () => {
        night.opened += 1;
        return ok(whole('desk', () => ({ ...night.desk, now: new Date().toISOString() })));
      },
      refusals: {},
    }),
    defineRoute({
      ...contract.followAlarms,
      ...row,
      run: () => {
        night.alarmsOpened += 1;
        return ok(whole('alarms', () => ({ alarms: night.alarms })));
      },
      refusals: {},
    }),
    defineRoute({
      ...contract.getDuty,
      ...row,
      run: () =>
        ok({
          passed: night.lacking.length === 0,
          lacking: night.lacking,
          queues: night.desk.me.queues.map((one, at) => ({
            ...one,
            kind: at === 0 ? ('usual' as const) : ('dedicated' as const),
          })),
          presence: night.desk.me.presence,
        }),
      refusals: {},
    }),
    defineRoute({
      ...contract.beginDuty,
      ...row,
      run: () => {
        night.desk.me.presence = 'available';
        ring();
        return ok({ presence: 'available' as const });
      },
      refusals: {},
    }),
    defineRoute({
      ...contract.setPresence,
      ...row,
      run: ({ body }) => {
        night.desk.me.presence = body.presence;
        night.desk.me.restUntil = body.restMinutes === undefined ? null : ago(-body.restMinutes);
        ring();
        return ok({ presence: body.presence });
      },
      refusals: {},
    }),
  ];
}

function talkingRoutes(night: Night, { ring, say }: Playing): readonly Route[] {
  const change = (id: string, differences: Partial<shown.DeskContact>): void => {
    night.desk.contacts = night.desk.contacts.map((one) => (one.id === id ? { ...one, ...differences } : one));
    ring();
  };
  const offerAnswered = () => {
    night.desk.offers = [];
    ring();
    return done();
  };
  return [
    defineRoute({
      ...contract.readLines,
      ...row,
      run: ({ params, query }) => {
        const lines = night.lines.get(params.id) ?? [];
        return ok({ lines: lines.filter(({ position }) => position > query.after), last: lines.length });
      },
      refusals: {},
    }),
    defineRoute({
      ...contract.say,
      ...row,
      run: ({ params, body }) => {
        night.said.push(body);
        if (night.refusing) return refuse('not-active');
        const number = night.desk.contacts.find(({ id }) => id === params.id)?.number ?? 0;
        say(number, 'counsellor', body.text, body.id);
        return done();
      },
      refusals: { 'not-active': { status: 409, zh: '对话没有在进行。', en: 'The conversation is not under way.' } },
    }),
    defineRoute({ ...contract.sign, ...row, run: () => ok({}), refusals: {} }),
    defineRoute({ ...contract.acceptOffer, ...row, run: offerAnswered, refusals: {} }),
    defineRoute({ ...contract.declineOffer, ...row, run: offerAnswered, refusals: {} }),
    defineRoute({
      ...contract.raiseAlarm,
      ...row,
      run: ({ params }) => {
        change(params.id, { alarm: { at: ago(0), by: sitting, administration: null, supervision: ago(0) } });
        return done();
      },
      refusals: {},
    }),
    defineRoute({
      ...contract.endTalk,
      ...row,
      run: ({ params }) => {
        change(params.id, { status: 'wrapping', endedAt: ago(0), endedBy: 'counsellor' });
        return done();
      },
      refusals: {},
    }),
    defineRoute({
      ...contract.recordOutcome,
      ...row,
      run: ({ params }) => {
        night.desk.contacts = night.desk.contacts.filter(({ id }) => id !== params.id);
        ring();
        return done();
      },
      refusals: {},
    }),
    defineRoute({
      ...contract.askForSupport,
      ...row,
      run: ({ params }) => {
        change(params.id, { supportWished: true });
        return done();
      },
      refusals: {},
    }),
    defineRoute({ ...contract.recommend, ...row, run: done, refusals: {} }),
    defineRoute({ ...contract.readNotes, ...row, run: () => ok(night.notes), refusals: {} }),
    defineRoute({
      ...contract.keepNotes,
      ...row,
      run: ({ body }) => {
        if (body.version !== night.notes.version) return refuse('notes-changed');
        night.notes = { ...body, version: night.notes.version + 1 };
        return ok({ version: night.notes.version });
      },
      refusals: {
        'notes-changed': { status: 409, zh: '这份记录在别处改过。', en: 'These notes were changed elsewhere.' },
      },
    }),
    defineRoute({
      ...contract.listTransferTargets,
      ...row,
      run: () =>
        ok({
          queues: [{ ...usualQueue, line: nightLine.name, waiting: 3, free: 1 }],
          colleagues: [
            {
              ...supervising,
              presence: 'available' as const,
              free: true,
              queues: [usualQueue.id],
              crisisCompetence: true,
            },
          ],
        }),
      refusals: {},
    }),
    defineRoute({
      ...searchTexts,
      ...row,
      run: ({ query }) =>
        ok({
          texts: nightTexts.filter(
            ({ kind, title, zh }) => (query.kind ?? kind) === kind && `${title}${zh}`.includes(query.q),
          ),
        }),
      refusals: {},
    }),
  ];
}

function boardRoutes(night: Night, { ring, whole }: Playing): readonly Route[] {
  return [
    defineRoute({
      ...followBoard,
      ...row,
      run: () => ok(whole('board', () => ({ ...night.board, now: new Date().toISOString() }))),
      refusals: {},
    }),
    defineRoute({
      ...contract.acknowledgeAlarm,
      ...row,
      run: () => {
        night.alarms = night.alarms.map((alarm) => ({ ...alarm, supervision: { at: ago(0), by: sitting } }));
        ring();
        return done();
      },
      refusals: {},
    }),
    defineRoute({ ...contract.comeIn, ...row, run: done, refusals: {} }),
    defineRoute({
      ...listUnfinished,
      ...row,
      run: () => {
        const one = { channel: 'chat' as const, line: nightLine.name, counsellor: sitting };
        const contacts = [
          { ...one, contact: contactAt(119), number: 119, endedAt: ago(190), minutes: 190, remindedAt: ago(60) },
          { ...one, contact: contactAt(122), number: 122, endedAt: ago(47), minutes: 47, remindedAt: null },
        ];
        return ok({ contacts: night.unfinished ? contacts : [], count: night.unfinished ? 2 : 0 });
      },
      refusals: {},
    }),
    defineRoute({ ...remindOfOutcome, ...row, run: () => ok({ remindedAt: ago(0) }), refusals: {} }),
  ];
}
