// Legal holds and custodians' decisions: what stops a clock, and what becomes of a class whose term has ended.
import { ZONE } from '#platform/clock.ts';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { decideDestruction, liftHold as lifting, listHolds, placeHold } from './contract.ts';
import { addDecision, addHold, liftHold, loadHolds } from './hold-store.ts';
import { runClocksJob } from './job-kinds.ts';
import { loadClocks } from './reading-store.ts';
import type { PrivacyParts } from './store.ts';

/** The rows of holds and decisions. */
export function holdRoutes(parts: PrivacyParts): readonly Route[] {
  return [listRoute(parts), placingRoute(parts), liftingRoute(parts), decisionRoute(parts)];
}

const holding = { access: { may: 'privacy.hold' } } as const;

function listRoute(parts: PrivacyParts): Route {
  return defineRoute({
    ...listHolds,
    access: { may: 'privacy.see-clocks' },
    audit: { none: 'Holds are work in hand; placing and lifting them is on file.' },
    about: 'The organisation’s legal holds, those to be reviewed first first.',
    run: ({ query }, { transact, now }) => transact(async (tx) => ok(await loadHolds(parts, tx, query, now))),
    refusals: {},
  });
}

function placingRoute(parts: PrivacyParts): Route {
  return defineRoute({
    ...placeHold,
    ...holding,
    audit: 'privacy.place-hold',
    about: 'Stops all clocks of a file until the hold is lifted.',
    run: ({ body }, { transact, now, caller }) =>
      transact(async (tx, note) => {
        const placed = await addHold(parts, tx, { ...body, by: caller.person, at: now });
        if (!placed.ok) return placed;
        note({ subject: `file:${body.file}`, detail: { hold: placed.value, reviewOn: body.reviewOn } });
        return ok(await holdNow(parts, tx, placed.value, now));
      }),
    refusals: { 'no-such-file': noSuchFile, 'nothing-left': nothingLeft, 'review-is-past': reviewIsPast },
  });
}

function liftingRoute(parts: PrivacyParts): Route {
  return defineRoute({
    ...lifting,
    ...holding,
    audit: 'privacy.lift-hold',
    about: 'Ends a hold; clocks go on with the time that was left.',
    run: ({ params: { id }, body: { reason } }, { transact, now, caller }) =>
      transact(async (tx, note) => {
        const lifted = await liftHold(parts, tx, { id, reason, by: caller.person, at: now });
        if (!lifted.ok) return lifted;
        note({ subject: `file:${lifted.value}`, detail: { hold: id } });
        return ok(await holdNow(parts, tx, id, now));
      }),
    refusals: { 'no-such-hold': noSuchHold, 'already-lifted': alreadyLifted },
  });
}

const noSuchFile = { status: 404, zh: '没有这份服务档案。', en: 'There is no such service file.' } as const;
type Tx = Parameters<typeof loadClocks>[0];

async function holdNow(parts: PrivacyParts, tx: Tx, id: string, now: Temporal.Instant) {
  const [hold] = (await loadHolds(parts, tx, { id, limit: 1 }, now)).holds;
  if (hold === undefined) throw new Error('A hold that was just saved is not there.');
  return hold;
}

const nothingLeft = {
  status: 409,
  zh: '这份档案的内容都已到期销毁，没有可以冻结的了。',
  en: 'Everything of this file has been destroyed already; there is nothing left to hold.',
} as const;
const reviewIsPast = {
  status: 422,
  zh: '复核日期须在今天之后。',
  en: 'The day of the review must lie after today.',
} as const;
const noSuchHold = { status: 404, zh: '没有这项冻结。', en: 'There is no such hold.' } as const;
const alreadyLifted = { status: 409, zh: '这项冻结已经解除。', en: 'This hold has been lifted already.' } as const;

function decisionRoute(parts: PrivacyParts): Route {
  return defineRoute({
    ...decideDestruction,
    access: { may: 'privacy.decide-destruction' },
    audit: 'privacy.decide-destruction',
    about: 'Decides on one class of a file whose term has ended: destroy it, or keep it until a day.',
    run: ({ params: { id }, body }, { transact, now, caller }) =>
      transact(async (tx, note) => {
        const { reason, what } = body;
        const deciding = what === 'keep' ? { what, until: endOf(body.until) } : { what };
        const decided = await addDecision(parts, tx, { clock: id, deciding, reason, by: caller.person, at: now });
        if (!decided.ok) return decided;
        if (what === 'destroy') await parts.enqueue?.(tx, runClocksJob, {});
        const [clock] = (await loadClocks(tx, { id, limit: 1 }, now)).clocks;
        if (clock === undefined) throw new Error('A clock that was just decided on is not there.');
        note({ subject: `file:${decided.value}`, detail: { clock: id, class: clock.class, what } });
        return ok(clock);
      }),
    refusals: decisionRefusals,
  });
}

/** A day in Asia/Shanghai ends when the next one begins. */
function endOf(day: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime({ timeZone: ZONE }).toInstant();
}

const decisionRefusals = {
  'no-such-clock': { status: 404, zh: '没有这个保存时钟。', en: 'There is no such clock.' },
  'not-to-be-decided': {
    status: 409,
    zh: '这类内容到期自动删除，不需要决定。',
    en: 'This kind goes by itself when its time ends; nothing is to be decided.',
  },
  'term-not-over': {
    status: 409,
    zh: '保存期未满，不能销毁，也不必决定。',
    en: 'The term is not over: it cannot be destroyed, and nothing is to be decided yet.',
  },
  held: { status: 409, zh: '档案处于冻结状态，请先解除冻结。', en: 'The file is held; lift the hold first.' },
  'already-ended': {
    status: 409,
    zh: '已经决定销毁，或已销毁。',
    en: 'Its destruction has been decided already, or is done.',
  },
  'not-later': {
    status: 422,
    zh: '保存到的日期须在今天之后。',
    en: 'The day until which it is kept must lie after today.',
  },
  'too-long': {
    status: 422,
    zh: '一次最多延长十年，到时再作决定。',
    en: 'It can be kept for ten years more at most; then it is decided anew.',
  },
} as const;
