// Going on duty, saying how one is, and going. Whoever is not there any more is not asked: what was offered to them goes
// back to its place at once.
import { defineRoute, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { beginDuty as enterDuty, setPresence as savePresence } from '../duty-store.ts';
import type { Core } from '../core-store.ts';
import type { Presence } from '../contract.ts';
import type { Acted } from '../store.ts';
import { beginDuty, getDuty, listTransferTargets, setPresence } from './contract.ts';
import type { Hand } from './doing-store.ts';
import { loadTargets, openQueues, presenceOf } from './duty-store.ts';
import { offeredTo } from './own-store.ts';
import type { DeskParts } from './ports.ts';
import { forgetAbsence } from './presence-store.ts';

const atWork = { none: 'Colleagues and queues; nothing about anybody who is helped.' } as const;

/** The rows. */
export function dutyRoutes(parts: DeskParts): readonly Route[] {
  return [gateRoute(parts), beginRoute(parts), presenceRoute(parts.core), targetsRoute(parts.core)];
}

const nameIn = ({ parts }: Core, line: string, at: Temporal.Instant): string => parts.lineAt(line, at)?.name ?? line;

const gateRoute = ({ core, gateOf }: DeskParts): Route =>
  defineRoute({
    ...getDuty,
    about: 'The queues that can be chosen when a duty begins, and how one stands before the duty gate.',
    access: { may: 'contact.talk' },
    audit: atWork,
    run: (_, { transact, caller, now }) =>
      transact(async (tx) => {
        const { passed, lacking } = await gateOf(tx, caller, now);
        const queues = await openQueues(tx, caller.organisation);
        return ok({
          passed,
          lacking: [...lacking],
          queues: queues.map((queue) => ({ ...queue, line: nameIn(core, queue.line, now) })),
          presence: await presenceOf(tx, caller.person),
        });
      }),
    refusals: {},
  });

const beginRoute = ({ core, gateOf }: DeskParts): Route =>
  defineRoute({
    ...beginDuty,
    about: 'Begins a duty, available.',
    access: { may: 'contact.answer' },
    audit: 'contact.begin-duty',
    run: async ({ body: { queues, capacity } }, { transact, caller, now }) => {
      const { person, organisation } = caller;
      const begun = await transact(async (tx, note) => {
        const open = new Set((await openQueues(tx, organisation)).map(({ id }) => id));
        if (!queues.every((id) => open.has(id))) return refuse('no-such-queue');
        const { crisisCompetence } = await gateOf(tx, caller, now);
        await enterDuty(tx, { organisation, person, capacity, crisisCompetence, queues, at: now });
        await forgetAbsence(tx, person, now);
        note({ subject: `person:${person}`, detail: { queues, ...capacity } });
        return ok({ presence: 'available' as const });
      });
      if (begun.ok) await core.settleDuty(organisation, person);
      return begun;
    },
    refusals: {
      'no-such-queue': {
        status: 404,
        zh: '没有这个队列，或者它已停用。',
        en: 'There is no such queue, or it is closed.',
      },
    },
  });

const presenceRoute = (core: Core): Route =>
  defineRoute({
    ...setPresence,
    about: 'Says how one is; `off` ends the duty.',
    access: { may: 'contact.talk' },
    audit: 'contact.set-presence',
    run: ({ body }, context) => changePresence(core, context, body),
    refusals: {
      'not-on-duty': { status: 409, zh: '您还没有上岗。', en: 'You are not on duty.' },
      'still-talking': {
        status: 409,
        zh: '您还有对话在进行，请先结束或转交。',
        en: 'You still talk with somebody: end or hand over first.',
      },
    },
  });

type Wanted = { readonly presence: Presence; readonly restMinutes?: number | undefined };

async function changePresence(
  core: Core,
  { transact, caller, now }: StaffContext,
  { presence, restMinutes }: Wanted,
): Promise<Result<{ presence: Presence }, 'not-on-duty' | 'still-talking'>> {
  const { person, organisation } = caller;
  const done = await transact<readonly Acted[], 'not-on-duty' | 'still-talking'>(async (tx, note) => {
    const acted = presence === 'available' ? [] : await giveBack(core, { tx, note, person, organisation, at: now });
    const until = restMinutes === undefined ? null : now.add({ minutes: restMinutes });
    const saved = await savePresence(tx, person, presence, until);
    if (!saved.ok) return saved;
    await forgetAbsence(tx, person, now);
    note({ subject: `person:${person}`, detail: { presence, ...(restMinutes === undefined ? {} : { restMinutes }) } });
    return ok(acted);
  });
  if (!done.ok) return done;
  await core.settle(...done.value);
  await core.settleDuty(organisation, person);
  return ok({ presence });
}

/** What was offered to somebody who is not available any more goes back. */
export async function giveBack(core: Core, { tx, person, at }: Hand): Promise<readonly Acted[]> {
  const acted: Acted[] = [];
  for (const contact of await offeredTo(tx, person)) {
    const done = await core.performIn(tx, { contact, command: { do: 'decline', by: person }, at });
    if (done.ok) acted.push(done.value);
  }
  return acted;
}

const targetsRoute = (core: Core): Route =>
  defineRoute({
    ...listTransferTargets,
    about: 'Queues and colleagues to whom a contact can be handed now.',
    access: { may: 'contact.talk' },
    audit: atWork,
    run: (_, { transact, caller, now }) =>
      transact(async (tx) => {
        const { queues, colleagues } = await loadTargets(tx, caller);
        return ok({ queues: queues.map((queue) => ({ ...queue, line: nameIn(core, queue.line, now) })), colleagues });
      }),
    refusals: {},
  });
