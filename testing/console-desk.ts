// The desk on a real server of ours with one person whose sign-in is played: for looking at screens in a browser without
// a database. What signing in really does is tested beside its routes.
import { clockAt } from '#platform/clock.ts';
import { html } from '#platform/html.ts';
import { createServer, defineRoute, prepareAssets, type Route } from '#platform/http/index.ts';
import { createLog } from '#platform/log.ts';
import { createMetrics } from '#platform/metrics.ts';
import { ok, refuse } from '#platform/result.ts';
import type { Group } from '../server/modules/identity/contract.ts';
import { OrganisationId, PersonId } from '../server/modules/identity/contract.ts';
import * as invitations from '../server/modules/identity/invitations/contract.ts';
import * as contract from '../server/modules/sign-in/contract.ts';
import * as factors from '../server/modules/sign-in/factors/contract.ts';
import { openConsole } from '../server/console-routes.ts';
import { siteAssets } from '../site/asset-files.ts';
import { quietBus, quietFrame } from './desk-frame.ts';

/** How the played person stands; tests change it as they go. */
export type Played = {
  standing: 'nobody' | 'second-step' | 'in';
  locked: boolean;
  toDo: contract.Me['toDo'];
  groups: Group[];
  proved: boolean;
  passkeys: factors.Passkey[];
  recoveryCodes: number;
  organisations: number;
  /** How often all other sessions were ended. */
  endedOthers: number;
  /** Who signs in: 1 沈若云, 2 周远. */
  person: 1 | 2;
  /** The invitation is for somebody who has an account. */
  signInFirst: boolean;
};

/** The password, the code and the invitation that the played server knows. */
export const played = { password: '夜里的灯一直亮着', code: '123456', token: 'a'.repeat(43) } as const;

export type Desk = {
  readonly url: string;
  readonly state: Played;
  /** Begins anew, but for what is given. */
  readonly play: (differences: Partial<Played>) => void;
  readonly stop: () => Promise<void>;
};

const beginning = (): Played => ({
  standing: 'nobody',
  locked: false,
  toDo: [],
  groups: ['administration', 'supervision', 'custody', 'authority'],
  proved: true,
  passkeys: [],
  recoveryCodes: 10,
  organisations: 2,
  endedOthers: 0,
  person: 1,
  signInFirst: false,
});

/** Starts the desk on a free port of this machine. `built`: the folder with the console as built. */
export async function startDesk(built?: string): Promise<Desk> {
  const state = beginning();
  const desk = openConsole(built);
  const server = createServer({
    routes: [...playedRoutes(state), ...quietFrame, ...desk.routes],
    clock: clockAt('2026-11-22T23:40'),
    log: createLog({ level: 'error' }),
    metrics: createMetrics(),
    ready: async () => [],
    bus: quietBus,
    errorPage: ({ status }) => html`<title>${status}</title>`,
    assets: await prepareAssets([...siteAssets, ...desk.assets]),
  });
  const { url } = await server.listen({ host: '127.0.0.1', port: 0 });
  const play = (differences: Partial<Played>): void => void Object.assign(state, beginning(), differences);
  return { url, state, play, stop: () => server.close(0) };
}

const id = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;

function meOf(state: Played): contract.Me {
  const names = ['湖滨大学心理健康中心', '东城区心理援助热线'];
  return {
    person: {
      id: PersonId.parse(id(state.person)),
      name: state.person === 1 ? '沈若云' : '周远',
      email: state.person === 1 ? 'shen@hubin.example' : 'zhou@hubin.example',
      language: 'zh',
    },
    session: {
      id: id(9),
      stage: state.standing === 'second-step' ? 'second-step' : 'full',
      ways: ['code', 'recovery-code', 'passkey'],
      locked: state.locked,
      way: 'password',
      twoFactors: true,
      createdAt: '2026-11-22T12:10:00Z',
      endsAt: '2026-11-23T00:10:00Z',
      idleMinutes: 15,
      provedRecently: state.proved,
    },
    toDo: state.toDo,
    factors: { password: true, totp: true, passkeys: state.passkeys.length, recoveryCodes: state.recoveryCodes },
    renewed: null,
    organisations: names.slice(0, state.organisations).map((name, at) => ({
      id: OrganisationId.parse(id(100 + at)),
      name,
      kind: at === 0 ? 'university' : 'medical',
      parent: { id: OrganisationId.parse(id(99)), name: '市卫生健康委员会' },
      groups: state.groups,
    })),
  };
}

const codes = [
  '7KQ2-M4VX',
  'P9WD-3HTC',
  'XR6N-8BJF',
  '2GYM-Q5KA',
  'V4TS-W7ZE',
  'H8CB-J2PX',
  '6FND-K9RU',
  'AZ3Q-T5MW',
  'J7XE-V2HG',
  'R4PK-N8YC',
];

/** Rows of the contracts, answered from `state`. */
function playedRoutes(state: Played): readonly Route[] {
  const row = { access: { open: 'a played sign-in' }, audit: { none: 'nothing is real' } } as const;
  const done = () => ok({ done: true as const });
  const wrong = {
    wrong: { status: 401, zh: '邮箱、工号或密码不对。', en: 'E-mail, staff number or password is wrong.' },
  } as const;
  const wrongCode = {
    wrong: { status: 401, zh: '验证码不对，或者已经用过。', en: 'The code is wrong or used.' },
  } as const;
  const gone = {
    'not-signed-in': 401,
    'session-locked': { status: 401, zh: '屏幕已经锁上。', en: 'The screen is locked.' },
  } as const;
  const guarded = <T>(answer: () => T) =>
    state.standing === 'nobody' ? refuse('not-signed-in') : state.locked ? refuse('session-locked') : ok(answer());
  return [
    defineRoute({
      ...contract.seeMe,
      ...row,
      run: () => (state.standing === 'nobody' ? refuse('not-signed-in') : ok(meOf(state))),
      refusals: { 'not-signed-in': 401 },
    }),
    defineRoute({
      ...contract.signInWithPassword,
      ...row,
      run: ({ body }) => {
        if (body.password !== played.password) return refuse('wrong');
        state.standing = 'second-step';
        return ok({ next: 'second-step' as const, ways: ['code' as const] });
      },
      refusals: wrong,
    }),
    defineRoute({
      ...factors.secondStepWithCode,
      ...row,
      run: ({ body }) => {
        if (body.code !== played.code) return refuse('wrong');
        state.standing = 'in';
        return ok({ next: 'done' as const, ways: [] });
      },
      refusals: wrongCode,
    }),
    defineRoute({
      ...contract.lockScreen,
      ...row,
      run: () => {
        state.locked = true;
        return done();
      },
      refusals: {},
    }),
    defineRoute({
      ...contract.unlockWithPassword,
      ...row,
      run: ({ body }) => {
        if (body.password !== played.password) return refuse('wrong');
        state.locked = false;
        state.proved = true;
        return done();
      },
      refusals: { wrong: { status: 401, zh: '密码不对。', en: 'The password is wrong.' } },
    }),
    defineRoute({
      ...contract.signOut,
      ...row,
      run: () => {
        state.standing = 'nobody';
        return done();
      },
      refusals: {},
    }),
    defineRoute({
      ...contract.listSessions,
      ...row,
      run: () =>
        guarded(() => ({
          sessions: [
            {
              id: id(9),
              device: 'Chrome · Windows',
              way: 'password' as const,
              createdAt: '2026-11-22T12:10:00Z',
              lastSeenAt: '2026-11-22T15:39:00Z',
              current: true,
            },
            {
              id: id(10),
              device: 'Safari · iPhone',
              way: 'passkey' as const,
              createdAt: '2026-11-20T01:02:00Z',
              lastSeenAt: '2026-11-22T09:15:00Z',
              current: false,
            },
          ],
        })),
      refusals: gone,
    }),
    defineRoute({
      ...contract.endSession,
      ...row,
      run: () => guarded(() => ({ done: true as const })),
      refusals: gone,
    }),
    defineRoute({
      ...contract.endOtherSessions,
      ...row,
      run: () => guarded(() => ({ ended: ++state.endedOthers })),
      refusals: gone,
    }),
    defineRoute({
      ...contract.changePassword,
      ...row,
      run: () => guarded(() => ({ done: true as const })),
      refusals: gone,
    }),
    defineRoute({
      ...factors.listPasskeys,
      ...row,
      run: () => guarded(() => ({ passkeys: state.passkeys })),
      refusals: gone,
    }),
    defineRoute({
      ...factors.removePasskey,
      ...row,
      run: ({ params }) => {
        state.passkeys = state.passkeys.filter((one) => one.id !== params.id);
        return done();
      },
      refusals: {},
    }),
    defineRoute({
      ...factors.beginTotp,
      ...row,
      run: () =>
        ok({
          secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
          uri: 'otpauth://totp/Xindeng:shen?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Xindeng',
        }),
      refusals: {},
    }),
    defineRoute({
      ...factors.confirmTotp,
      ...row,
      run: ({ body }) => {
        if (body.code !== played.code) return refuse('wrong');
        state.toDo = [];
        return ok({ recoveryCodes: codes });
      },
      refusals: wrongCode,
    }),
    defineRoute({ ...factors.renewRecoveryCodes, ...row, run: () => ok({ codes }), refusals: {} }),
    defineRoute({
      ...contract.acceptInvitationWithPassword,
      ...row,
      run: () => {
        state.standing = 'in';
        return ok({ next: 'done' as const, ways: [] });
      },
      refusals: {},
    }),
    defineRoute({
      ...invitations.readInvitation,
      ...row,
      run: ({ body }) =>
        body.token === played.token
          ? ok({
              organisation: '湖滨大学心理健康中心',
              name: '林一舟',
              groups: ['counselling' as const],
              expiresAt: '2026-11-29T15:40:00Z',
              signInFirst: state.signInFirst,
            })
          : refuse('unusable'),
      refusals: { unusable: 410 },
    }),
  ];
}
