// Events, and declaring one over: one record, and every line bound to it ends on that day (S2-27).
import type { StaffContext } from '#platform/http/index.ts';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { DirectoryEvent } from '../../contract.ts';
import { loadAllEvents } from '../../curated-store.ts';
import { dayOf } from '../../validity.ts';
import { holdDirectory, loadStandingFacts, makeChange } from '../changes/applying-store.ts';
import { leads } from '../changes/change-store.ts';
import type { Curating } from '../changes/changing-routes.ts';
import type { Changed, ChangePart } from '../changes/contract.ts';
import { addEvent, declareOver, listEvents, previewEventOver } from './contract.ts';
import { boundTo, dayAfter, decideOver, serviceOn, withEnd } from './ending.ts';

const see = { access: { may: 'directory.see-curation' }, audit: { none: 'Events are public.' } } as const;

const notYours = {
  status: 403,
  zh: '事件由最上级的主管部门登记和宣布结束。',
  en: 'Events are entered and declared over by the authority at the top.',
} as const;

/** The rows about events. */
export function eventRoutes(curating: Curating): readonly Route[] {
  return [listRoute(curating), previewRoute(curating), addRoute(curating), overRoute(curating)];
}

function listRoute({ directory }: Curating): Route {
  return defineRoute({
    ...listEvents,
    ...see,
    about: 'Events with the lines that are bound to them.',
    run: (_, { transact, now }) =>
      transact(async (tx) => {
        const snapshot = directory.snapshot();
        const mayDeclare = await leads(tx);
        const day = dayOf(now);
        return ok({
          events: snapshot.events.map((event) => {
            const bound = boundTo(snapshot, event.id);
            const inService = bound.filter((line) => serviceOn(line, snapshot.events, day) === 'in-service').length;
            return { ...event, lines: bound.length, inService, mayDeclare: mayDeclare && event.ends === null };
          }),
        });
      }),
    refusals: {},
  });
}

function previewRoute({ directory }: Curating): Route {
  return defineRoute({
    ...previewEventOver,
    ...see,
    about: 'Which lines end when an event is over on a day.',
    run: ({ params, query }, { now }) => {
      const snapshot = directory.snapshot();
      const event = snapshot.events.find(({ id }) => id === params.id);
      if (event === undefined) return refuse('no-such-event');
      const on = query.on ?? event.ends ?? dayOf(now);
      const ended = withEnd(snapshot.events, event.id, on);
      const lines = boundTo(snapshot, event.id).map((facts) => ({
        id: facts.line.id,
        name: facts.line.name,
        region: facts.line.region?.name ?? null,
        today: serviceOn(facts, snapshot.events, dayOf(now)),
        afterwards: serviceOn(facts, ended, dayAfter(on)),
      }));
      return ok({ lines });
    },
    refusals: { 'no-such-event': 404 },
  });
}

type Deciding<Refusal extends string> = (events: readonly DirectoryEvent[]) => Result<DirectoryEvent, Refusal>;

/** Changes one event by what `decide` makes of all there are. */
async function changeEvent<Refusal extends string>(
  { directory, pinyinOf }: Curating,
  { transact, caller, now }: StaffContext,
  why: string,
  decide: Deciding<Refusal>,
): Promise<Result<Changed, Refusal | 'not-yours'>> {
  const done = await transact<Changed, Refusal | 'not-yours'>(async (tx, note) => {
    await holdDirectory(tx);
    if (!(await leads(tx))) return refuse('not-yours');
    const decided = decide(await loadAllEvents(tx));
    if (!decided.ok) return decided;
    const { id, ...after } = decided.value;
    const subject = { subject: `event:${id}`, field: 'facts' };
    const standing = await loadStandingFacts(tx, [{ ...subject, before: null, after: null }]);
    const before = JSON.parse(JSON.stringify([...standing.values()][0] ?? null));
    const parts: ChangePart[] = [{ ...subject, before, after }];
    const alsoLines = boundTo(directory.snapshot(), id).map(({ line }) => line.id);
    const changed = await makeChange(tx, { kind: 'event', why, caller, at: now, parts, alsoLines }, pinyinOf);
    note({ subject: `event:${id}`, detail: { change: changed.change, lines: alsoLines.length } });
    return ok(changed);
  });
  if (done.ok) await directory.announce();
  return done;
}

function addRoute(curating: Curating): Route {
  return defineRoute({
    ...addEvent,
    about: 'Enters an event that lines can be bound to.',
    access: { may: 'directory.curate' },
    audit: 'directory.add-event',
    run: ({ body: { why, ...event } }, context) =>
      changeEvent(curating, context, why, (events) =>
        events.some(({ id }) => id === event.id) ? refuse('event-known') : ok({ ...event, ends: null }),
      ),
    refusals: {
      'not-yours': notYours,
      'event-known': { status: 409, zh: '已经有这个事件。', en: 'There is such an event already.' },
    },
  });
}

function overRoute(curating: Curating): Route {
  return defineRoute({
    ...declareOver,
    about: 'Declares an event over; lines bound to it end on that day.',
    access: { may: 'directory.curate' },
    audit: 'directory.declare-over',
    run: ({ params, body }, context) =>
      changeEvent<'no-such-event' | 'over-already' | 'before-it-began'>(curating, context, body.why, (events) => {
        const event = events.find(({ id }) => id === params.id);
        return event === undefined ? refuse('no-such-event') : decideOver(event, body.on);
      }),
    refusals: {
      'no-such-event': 404,
      'not-yours': notYours,
      'over-already': { status: 409, zh: '这个事件已经宣布结束。', en: 'This event has been declared over already.' },
      'before-it-began': { status: 422, zh: '结束日期早于开始日期。', en: 'This day is before the event began.' },
    },
  });
}
