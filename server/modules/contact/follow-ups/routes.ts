// Meetings agreed for later: at the desk of whoever agreed them, as a calendar file, and for whoever chases the missed.
import type { z } from 'zod';
import { defineRoute, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { Core } from '../core-store.ts';
import type { Hand } from '../desk/doing-store.ts';
import { unknownContact } from '../desk/refusals.ts';
import { topics } from '../topics.ts';
import { agree, type Agreed, cancel, isAhead, move } from './agreeing-store.ts';
import { calendarOf } from './calendar.ts';
import {
  agreeFollowUp,
  cancelFollowUp,
  changeFollowUp,
  comesWithin,
  type FollowUp,
  followUpCalendar,
  listMissedFollowUps,
  listMyFollowUps,
  settleFollowUp,
} from './contract.ts';
import { loadOf, loadOpen, lockFollowUp, settleFollowUp as settle, type StoredFollowUp } from './store.ts';

const talking = { access: { may: 'contact.talk' } } as const;

const noSuch = { status: 404, zh: '没有这个回访。', en: 'There is no such follow-up.' } as const;
const alreadySettled = {
  status: 409,
  zh: '这个回访已经有了结果，不能再改。',
  en: 'It is on file what became of this one; it cannot be changed any more.',
} as const;
const meetingRefusals = {
  'in-the-past': { status: 422, zh: '约定的时间须在现在之后。', en: 'The time must lie after now.' },
  'too-far': { status: 422, zh: '最远约到一年之内。', en: 'A year ahead at most.' },
  'deletion-was-asked': {
    status: 409,
    zh: '来访者已要求删除联系方式，不能再约回访。',
    en: 'The person asked for their contact details to be deleted; no meeting can be agreed.',
  },
  'already-ended': {
    status: 409,
    zh: '联系方式已到期删除，不能再约回访。',
    en: 'The contact details are gone by their clock; no meeting can be agreed.',
  },
} as const;

/** The rows of follow-ups. */
export function followUpRoutes(core: Core): readonly Route[] {
  return [
    listRoute(core),
    missedRoute(core),
    calendarRoute,
    agreeRoute(core),
    changeRoute(core),
    cancelRoute(core),
    settleRoute(core),
  ];
}

const listRoute = (core: Core): Route =>
  defineRoute({
    ...listMyFollowUps,
    ...talking,
    audit: { none: 'The caller’s own meetings.' },
    about: 'The caller’s meetings.',
    run: ({ query: { which } }, { transact, caller, now }) =>
      transact(async (tx) =>
        ok({ followUps: (await loadOf(tx, caller.person, which, now)).map((one) => shown(core, one, now)) }),
      ),
    refusals: {},
  });

const missedRoute = (core: Core): Route =>
  defineRoute({
    ...listMissedFollowUps,
    access: { may: 'contact.chase' },
    audit: { none: 'Times and numbers, no word of what was said.' },
    about: 'Missed meetings of which nobody has said what became of them.',
    run: (_, { transact, now }) =>
      transact(async (tx) => ok({ followUps: (await loadOpen(tx)).map((one) => shown(core, one, now)) })),
    refusals: {},
  });

const calendarRoute = defineRoute({
  ...followUpCalendar,
  ...talking,
  audit: { none: 'The caller’s own meetings: times and numbers.' },
  about: 'The caller’s meetings to come, as a calendar file.',
  run: (_, { transact, caller, now }) =>
    transact(async (tx) => {
      const mine = await loadOf(tx, caller.person, 'calendar', now);
      const entries = mine.map(({ state, ...one }) => ({ ...one, cancelled: state === 'cancelled' }));
      return ok({
        type: 'text/calendar; charset=utf-8',
        bytes: calendarOf(entries, now),
        saveAs: 'follow-ups.ics',
      });
    }),
  refusals: {},
});

const agreeRoute = (core: Core): Route =>
  defineRoute({
    ...agreeFollowUp,
    ...talking,
    audit: 'contact.agree-follow-up',
    about: 'Agrees a further meeting with the same counsellor; the person is told and the first clock moves.',
    run: ({ params: { id: contact }, body: { at, reason = '' } }, context) =>
      carry(core, context, (hand) => agree(core, hand, { contact, meeting: Temporal.Instant.from(at), reason })),
    refusals: {
      'unknown-contact': unknownContact,
      'not-open': { status: 409, zh: '这个来访已经结束归档。', en: 'This contact is closed.' },
      'agreed-already': {
        status: 409,
        zh: '这个来访已经约了下一次，请直接改期。',
        en: 'A meeting has been agreed already; change its time instead.',
      },
      'reason-needed': {
        status: 422,
        zh: '这将超过本热线约定的次数，请写明理由。',
        en: 'This goes beyond the number of contacts of this line; please give the reason.',
      },
      ...meetingRefusals,
    },
  });

const changeRoute = (core: Core): Route =>
  defineRoute({
    ...changeFollowUp,
    ...talking,
    audit: 'contact.change-follow-up',
    about: 'Puts a meeting at another time; the first clock moves with it.',
    run: ({ params: { id }, body: { at } }, context) =>
      carry(core, context, (hand) => move(core, hand, { id, meeting: Temporal.Instant.from(at) })),
    refusals: { 'no-such-follow-up': noSuch, 'already-settled': alreadySettled, ...meetingRefusals },
  });

const cancelRoute = (core: Core): Route =>
  defineRoute({
    ...cancelFollowUp,
    ...talking,
    audit: 'contact.cancel-follow-up',
    about: 'Cancels a meeting; the first clock counts from the end of service again.',
    run: ({ params: { id }, body: { reason } }, context) =>
      carry(core, context, (hand) => cancel(core, hand, { id, reason })),
    refusals: { 'no-such-follow-up': noSuch, 'already-settled': alreadySettled },
  });

const settleRoute = (core: Core): Route =>
  defineRoute({
    ...settleFollowUp,
    ...talking,
    audit: 'contact.settle-follow-up',
    about: 'Says what became of a meeting.',
    run: ({ params: { id }, body: { met, words } }, { transact, caller: { person }, now }) =>
      transact<FollowUp, 'no-such-follow-up' | 'already-settled' | 'not-yet'>(async (tx, note) => {
        const there = await lockFollowUp(tx, id, person);
        if (there === undefined) return refuse('no-such-follow-up');
        if (!isAhead(there)) return refuse('already-settled');
        const begins = there.at.subtract({ minutes: comesWithin.before });
        if (Temporal.Instant.compare(now, begins) < 0) return refuse('not-yet');
        await settle(tx, { id, state: met ? 'kept' : 'missed', words, by: person, at: now });
        note({ subject: `contact:${there.contact}`, detail: { followUp: id, met } });
        const settled = await lockFollowUp(tx, id, person);
        return ok(shown(core, settled ?? there, now));
      }),
    refusals: {
      'no-such-follow-up': noSuch,
      'already-settled': alreadySettled,
      'not-yet': { status: 409, zh: '约定的时间还没有到。', en: 'Its time has not come yet.' },
    },
  });

type Told = z.input<typeof agreeFollowUp.output>;

/** In one transaction with its line of the audit; after the commit the screens are told. */
async function carry<Refusal extends string>(
  core: Core,
  { transact, caller, now: at }: StaffContext,
  work: (hand: Hand) => Promise<Result<Agreed, Refusal>>,
): Promise<Result<Told, Refusal>> {
  const { person, organisation } = caller;
  const done = await transact<Agreed, Refusal>(async (tx, note) => {
    const agreed = await work({ tx, note, person, organisation, at });
    if (!agreed.ok) return agreed;
    const { id, contact } = agreed.value.followUp;
    note({ subject: `contact:${contact}`, detail: { followUp: id } });
    return agreed;
  });
  if (!done.ok) return done;
  const { followUp, sentence, told, keptUntil, acted } = done.value;
  await core.settle(...acted);
  core.publish(topics.contact(followUp.contact));
  core.publish(topics.desk(person));
  return ok({ followUp: shown(core, followUp, at), sentence, told, keptUntil });
}

function shown({ parts: { lineAt } }: Core, one: StoredFollowUp, now: Temporal.Instant): FollowUp {
  const { sequence: _sequence, isSettled: _settled, file: _file, endedAt: _ended, ...followUp } = one;
  return {
    ...followUp,
    line: { id: one.line, name: lineAt(one.line, now)?.name ?? one.line },
    at: one.at.toString(),
  };
}
