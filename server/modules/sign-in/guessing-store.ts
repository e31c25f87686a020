// The counts of wrong guesses. A guess is counted before it is looked at and given back when it was right, so that a
// thousand sent at once are not looked at together. Who and where are kept only as keyed hashes, for an hour.
import { createHmac } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { type DB, transaction } from '#platform/database/index.ts';
import { type Counted, forgottenAfterMinutes, neighbourhood, waitAfter } from './lock-out.ts';
import type { SignInParts } from './ports.ts';
import { hashOfToken } from './tokens.ts';

/** Who guesses what from where. */
export type Guess = {
  readonly what: 'password' | 'code' | 'passkey';
  /** What was typed to name an account; for somebody who is signed in, their id. */
  readonly account: string;
  readonly person: string | null;
  readonly address: string;
  /** The token in the browser's device cookie. */
  readonly device: string | undefined;
};

type Mark = { readonly counted: Counted; readonly mark: Buffer };

/** A guess that may be looked at. Call one of the two when the answer is known. */
export type Admitted = {
  /** It was right: the count begins anew. */
  readonly right: (tx: Transaction<DB>) => Promise<void>;
  /** It was wrong. */
  readonly wrong: () => Promise<void>;
  /** It could not be looked at and is not counted. */
  readonly unread: () => Promise<void>;
};

/** A guess that is not looked at yet. Seconds; whether everything from its address waits, or this account. */
export type HeldUp = { readonly wait: number; readonly wholeAddress?: true };

/** Admits a guess and counts it, or says how long it has to wait. */
export async function admit(
  parts: Pick<SignInParts, 'db' | 'markKey'>,
  guess: Guess,
  now: Temporal.Instant,
): Promise<Admitted | HeldUp> {
  const everywhere = { reach: 'everywhere' } as const;
  const judged = await transaction(parts.db, everywhere, async (tx) => {
    const known = await isKnown(tx, guess);
    const { before, overall } = marksOf(parts.markKey, guess, known);
    const held = overall === undefined ? 0 : await heldFor(tx, overall.mark, now);
    const waits = held > 0 ? [held] : [];
    for (const mark of waits.length > 0 ? [] : before) waits.push(await count(tx, mark, now));
    return { wait: Math.max(0, ...waits), wholeAddress: held > 0, before, overall };
  });
  if (judged.wait > 0) return { wait: judged.wait, ...(judged.wholeAddress ? { wholeAddress: true } : {}) };
  const { before, overall } = judged;
  return {
    right: (tx) => forget(tx, before),
    wrong: () =>
      transaction(parts.db, everywhere, async (tx) => {
        if (overall !== undefined) await count(tx, overall, now);
        await forgetOld(tx, now);
      }),
    unread: () => transaction(parts.db, everywhere, (tx) => giveBack(tx, before)),
  };
}

/** Forgets counts that are an hour old. */
export async function forgetOld(tx: Transaction<DB>, now: Temporal.Instant): Promise<void> {
  const before = now.subtract({ minutes: forgottenAfterMinutes });
  await tx.deleteFrom('sign_in.attempt').where('last_at', '<=', before).execute();
}

async function isKnown(tx: Transaction<DB>, { person, device }: Guess): Promise<boolean> {
  const { rows } = await sql`
    select from sign_in.known_device
     where person_id = ${person}::uuid and token_hash = ${hashOfToken(device ?? '')}`.execute(tx);
  return device !== undefined && rows.length > 0;
}

/** `before`: counted before looking, given back when right. `overall`: of the whole address, counted when wrong. */
function marksOf(key: Uint8Array, guess: Guess, known: boolean): { before: readonly Mark[]; overall?: Mark } {
  const { what, account, address, device = '' } = guess;
  const near = neighbourhood(address);
  const marked = (counted: Counted, ...about: readonly string[]): Mark => ({
    counted,
    mark: createHmac('sha256', key)
      .update(JSON.stringify([what, ...about]))
      .digest(),
  });
  if (known) return { before: [marked('pair', 'device', account, device)] };
  const pair = marked('pair', 'address', account, near);
  const all = what === 'code' ? [marked('codes', 'account', account)] : [];
  return { before: [pair, ...all], overall: marked('address', 'overall', near) };
}

const WAITS = 140;
const waits: Readonly<Record<Counted, readonly number[]>> = {
  pair: Array.from({ length: WAITS }, (_, at) => waitAfter('pair', at + 1)),
  address: Array.from({ length: WAITS }, (_, at) => waitAfter('address', at + 1)),
  codes: Array.from({ length: WAITS }, (_, at) => waitAfter('codes', at + 1)),
};

/** Counts one more and returns 0; or, while the count is held, leaves it and returns the seconds. */
async function count(tx: Transaction<DB>, { counted, mark }: Mark, now: Temporal.Instant): Promise<number> {
  const old = now.subtract({ minutes: forgottenAfterMinutes });
  const table = sql`${`{${waits[counted].join(',')}}`}::int[]`;
  const { rows } = await sql`
    insert into sign_in.attempt as a (mark, failures, last_at, blocked_until)
    values (${mark}, 1, ${now}, ${now})
    on conflict (mark) do update
       set failures = case when a.last_at <= ${old} then 1 else a.failures + 1 end,
           last_at = ${now},
           blocked_until = ${now}::timestamptz + make_interval(secs =>
             case when a.last_at <= ${old} then 0 else (${table})[least(a.failures + 1, ${WAITS}::int)] end)
     where a.blocked_until <= ${now}
    returning failures`.execute(tx);
  return rows.length > 0 ? 0 : heldFor(tx, mark, now);
}

async function heldFor(tx: Transaction<DB>, mark: Buffer, now: Temporal.Instant): Promise<number> {
  const row = await tx
    .selectFrom('sign_in.attempt')
    .select('blocked_until')
    .where('mark', '=', mark)
    .where('blocked_until', '>', now)
    .executeTakeFirst();
  return row === undefined ? 0 : Math.ceil(now.until(row.blocked_until).total('seconds'));
}

async function forget(tx: Transaction<DB>, marks: readonly Mark[]): Promise<void> {
  const list = marks.map(({ mark }) => mark);
  await tx.deleteFrom('sign_in.attempt').where('mark', 'in', list).execute();
}

async function giveBack(tx: Transaction<DB>, marks: readonly Mark[]): Promise<void> {
  for (const { mark } of marks)
    await tx
      .updateTable('sign_in.attempt')
      .set({ failures: sql<number>`greatest(failures - 1, 1)`, blocked_until: sql<Temporal.Instant>`last_at` })
      .where('mark', '=', mark)
      .execute();
}
