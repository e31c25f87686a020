// Return codes: making one, and coming back with one. Guessing is slowed twice: for each code in the database, and for
// each address in memory. A code goes with the contact details, when the first clock ends.
import { randomInt, randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { type DB, refusalOf, transaction } from '#platform/database/index.ts';
import { ok, refuse, refuseFor, type Result } from '#platform/result.ts';
import { SlowHashBusy } from '#platform/slow-hash.ts';
import { neighbourhood } from '#sign-in/index.ts';
import { ContactId } from '../contact/contract.ts';
import { LineId } from '../directory/contract.ts';
import { codeFrom, grouped, lookupOf, readCode } from './codes.ts';
import { waitAfter } from './limits.ts';
import type { ChatParts } from './ports.ts';
import { isOpen } from './room.ts';
import { newToken, saveSession, type Session } from './session-store.ts';
import { makeAgain } from './tickets.ts';

/** What a code stands for. */
type Code = {
  readonly id: string;
  readonly organisation: string;
  readonly line: string;
  readonly contact: ContactId;
  readonly returner: string;
};

/** Makes the code of a session's contact; one that was made before works no more. Shown this once, in groups of four. */
export async function makeCode(parts: ChatParts, session: Session, now: Temporal.Instant): Promise<string> {
  for (;;) {
    const code = codeFrom(Array.from({ length: 16 }, () => randomInt(10)));
    const hash = await parts.slowHash.hash(code);
    const { organisation, contact, line } = session;
    const saved = await transaction(parts.db, { organisation }, async (tx) => {
      const file = await parts.privacy.openFile(tx, { organisation, line: LineId.parse(line), contact, at: now });
      await tx.deleteFrom('chat.return_code').where('contact_id', '=', contact).execute();
      await tx
        .insertInto('chat.return_code')
        .values({
          id: randomUUID(),
          organisation_id: organisation,
          line_id: line,
          contact_id: contact,
          file_id: file,
          returner_id: session.returner,
          lookup: lookupOf(code),
          hash,
          made_at: now,
        })
        .execute();
      return true;
    }).catch((error: unknown) => taken(error));
    if (saved) return grouped(code);
  }
}

/** Another code has the same first digits: false, try again. Throws everything else. */
function taken(error: unknown): false {
  if (refusalOf(error, { code_lookup: 'taken' }) === 'taken') return false;
  throw error;
}

/** Whether a contact has a code. */
export async function hasCode(db: Kysely<DB>, { organisation, contact }: Pick<Session, 'organisation' | 'contact'>) {
  const row = await transaction(db, { organisation }, (tx) =>
    tx.selectFrom('chat.return_code').select('id').where('contact_id', '=', contact).executeTakeFirst(),
  );
  return row !== undefined;
}

/** A code by its id, which only a signed cookie tells. */
export async function findCodeById(db: Kysely<DB>, id: string): Promise<Code | undefined> {
  const row = await transaction(db, { reach: 'everywhere' }, (tx) =>
    tx
      .selectFrom('chat.return_code')
      .select(['id', 'organisation_id', 'line_id', 'contact_id', 'returner_id'])
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  return row === undefined ? undefined : codeOf({ ...row, code_id: row.id });
}

type Found = {
  readonly code_id: string;
  readonly organisation_id: string;
  readonly line_id: string;
  readonly contact_id: string;
  readonly returner_id: string;
};

const codeOf = (row: Found): Code => ({
  id: row.code_id,
  organisation: row.organisation_id,
  line: row.line_id,
  contact: ContactId.parse(row.contact_id),
  returner: row.returner_id,
});

/** Where a code leads: into the conversation that goes on, or to the beginning of another at the same line. */
export type Returned =
  | { readonly to: 'room'; readonly token: string }
  | { readonly to: 'line'; readonly line: string; readonly again: string };

export type ReturnRefusal = 'wrong-code' | 'slow-down' | 'busy';

/** Somebody comes back with what they typed as their code. */
export async function comeBack(
  parts: ChatParts,
  given: { readonly typed: string; readonly address: string; readonly lang: 'zh' | 'en' },
  now: Temporal.Instant,
): Promise<Result<Returned, ReturnRefusal>> {
  const near = neighbourhood(given.address);
  const held = parts.guesses.held(near, now);
  if (held > 0) return refuseFor('slow-down', held);
  const proved = await prove(parts, readCode(given.typed), now);
  if (!proved.ok) {
    if (proved.refusal === 'wrong-code') {
      parts.guesses.wrong(near, now);
      parts.counts.wrongCodes += 1;
    }
    return proved;
  }
  const code = proved.value;
  const { organisation, contact, line, returner } = code;
  const view = await parts.reception.view({ organisation, contact }, now);
  if (view === undefined || !isOpen(view.contact.status))
    return ok({ to: 'line', line, again: makeAgain(parts.secret, code.id, now) });
  const token = newToken();
  const session = { token, organisation, contact, line, returner, lang: given.lang, cameIn: true };
  await transaction(parts.db, { organisation }, (tx) => saveSession(tx, session, now));
  return ok({ to: 'room', token });
}

type Kept = Found & {
  readonly hash: string;
  readonly failures: number;
  readonly blocked_until: Temporal.Instant | null;
};

async function prove(
  { db, slowHash }: ChatParts,
  code: string | undefined,
  now: Temporal.Instant,
): Promise<Result<Code, ReturnRefusal>> {
  if (code === undefined) return refuse('wrong-code');
  const { rows } = await sql<Kept>`select * from chat.find_code(${lookupOf(code)})`.execute(db);
  const [kept] = rows;
  const counted = kept === undefined ? 0 : await countGuess(db, kept, now);
  if (counted > 0) return refuseFor('slow-down', counted);
  try {
    const { matches } = await slowHash.verify(code, kept?.hash ?? slowHash.nobodys());
    if (!matches || kept === undefined) return refuse('wrong-code');
  } catch (error) {
    if (error instanceof SlowHashBusy) return refuse('busy');
    throw error;
  }
  await forgive(db, kept);
  return ok(codeOf(kept));
}

/** Counts the guess before it is looked at, so that many at once are still many. 0, or the seconds it has to wait. */
async function countGuess(db: Kysely<DB>, kept: Kept, now: Temporal.Instant): Promise<number> {
  const until = now.add({ seconds: waitAfter(kept.failures + 1) });
  const counted = await transaction(db, { organisation: kept.organisation_id }, (tx) =>
    tx
      .updateTable('chat.return_code')
      .set({ failures: kept.failures + 1, blocked_until: until })
      .where('id', '=', kept.code_id)
      .where('failures', '=', kept.failures)
      .where((is) => is.or([is('blocked_until', 'is', null), is('blocked_until', '<=', now)]))
      .executeTakeFirst(),
  );
  if (counted.numUpdatedRows === 1n) return 0;
  const held = kept.blocked_until === null ? 1 : Math.ceil(now.until(kept.blocked_until).total('seconds'));
  return Math.max(1, held);
}

async function forgive(db: Kysely<DB>, { organisation_id: organisation, code_id: id }: Kept): Promise<void> {
  await transaction(db, { organisation }, (tx) =>
    tx.updateTable('chat.return_code').set({ failures: 0, blocked_until: null }).where('id', '=', id).execute(),
  );
}
