// What goes wrong at sign-in leaves a line in the audit: that it failed, or that it was held up, for which person, by what
// kind of proof; never what was typed, nor where it came from. One line a minute for each account and word is enough, and
// one for an address that is held up as a whole: a flood of guesses must not become a flood of lines. Accounts there are
// not are treated alike, so that the time an answer takes tells nothing.
import { createHmac } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { loadMember } from '#identity/index.ts';
import { type DB, transaction } from '#platform/database/index.ts';
import type { AuditLine, Context } from '#platform/http/index.ts';
import type { Guess } from './guessing-store.ts';
import type { SignInParts } from './ports.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Puts a line on file, unless there was one of the same account in the last minute. */
export async function tellFailure(
  { db, ledger, markKey }: Pick<SignInParts, 'db' | 'ledger' | 'markKey'>,
  { id: request, now: at }: Pick<Context, 'id' | 'now'>,
  guess: Pick<Guess, 'what' | 'account' | 'person'>,
  failed: Pick<AuditLine, 'word'>,
): Promise<void> {
  const { what, account, person } = guess;
  const mark = createHmac('sha256', markKey)
    .update(JSON.stringify(['told', failed.word, account]))
    .digest();
  await transaction(db, { reach: 'everywhere' }, async (tx) => {
    if (!(await isFirstOfMinute(tx, mark, at))) return;
    const home = await loadMember(tx, person ?? NOBODY, null);
    const subject = person === null ? {} : { subject: `person:${person}` };
    const chain = home?.organisation ?? null;
    await ledger.append(tx, { ...failed, ...subject, person: null, chain, at, request, detail: { by: what } });
  });
}

async function isFirstOfMinute(tx: Transaction<DB>, mark: Buffer, now: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql`
    insert into sign_in.attempt as a (mark, failures, last_at, blocked_until)
    values (${mark}, 1, ${now}, ${now}::timestamptz + interval '1 minute')
    on conflict (mark) do update set last_at = excluded.last_at, blocked_until = excluded.blocked_until
     where a.blocked_until <= ${now}
    returning mark`.execute(tx);
  return rows.length > 0;
}
