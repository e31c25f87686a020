// The SQL of sessions. The token is in the cookie and nowhere else.
import { createHash, randomBytes } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import { type DB, transaction } from '#platform/database/index.ts';
import { ContactId } from '../contact/contract.ts';

/** The cookie that opens a room. */
export const roomCookie = 'xindeng-room';

/** The cookie that remembers for half an hour that somebody came with a return code. */
export const againCookie = 'xindeng-again';

/** Hours after which a session ends whatever happens, and minutes for which it lasts after the conversation. */
export const SESSION_HOURS = 12;
const AFTERWARDS_MINUTES = 60;

/** Whose room a cookie opens. */
export type Session = {
  readonly id: string;
  readonly organisation: string;
  readonly line: string;
  readonly contact: ContactId;
  readonly returner: string;
  readonly lang: 'zh' | 'en';
  /** The contact has begun. */
  readonly cameIn: boolean;
  readonly endsAt: Temporal.Instant;
};

type Row = {
  readonly session_id: string;
  readonly organisation_id: string;
  readonly line_id: string;
  readonly contact_id: string;
  readonly returner_id: string;
  readonly lang: string;
  readonly came_in: boolean;
  readonly ends_at: Temporal.Instant;
};

/** By what a session is found: the token itself is kept nowhere. */
export const nameOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A new token: 32 random bytes, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The session of a token that has not ended. One statement, needs no scope. */
export async function recognise(
  db: Kysely<DB>,
  token: string | undefined,
  now: Temporal.Instant,
): Promise<Session | undefined> {
  if (token === undefined || token.length > 100) return undefined;
  const { rows } = await sql<Row>`
    select session_id, organisation_id, line_id, contact_id, returner_id, lang, came_in, ends_at
      from chat.recognise(${nameOf(token)})`.execute(db);
  const [row] = rows;
  if (row === undefined || Temporal.Instant.compare(row.ends_at, now) <= 0) return undefined;
  return {
    id: row.session_id,
    organisation: row.organisation_id,
    line: row.line_id,
    contact: ContactId.parse(row.contact_id),
    returner: row.returner_id,
    lang: row.lang === 'en' ? 'en' : 'zh',
    cameIn: row.came_in,
    endsAt: row.ends_at,
  };
}

/** A session that begins. */
export type Beginning = Omit<Session, 'id' | 'endsAt'> & { readonly token: string };

/** Begins a session; false: it had begun with this token already, and nothing was changed. */
export async function saveSession(tx: Transaction<DB>, session: Beginning, now: Temporal.Instant): Promise<boolean> {
  const saved = await tx
    .insertInto('chat.session')
    .values({
      token_hash: nameOf(session.token),
      organisation_id: session.organisation,
      line_id: session.line,
      contact_id: session.contact,
      returner_id: session.returner,
      lang: session.lang,
      came_in: session.cameIn,
      began_at: now,
      ends_at: now.add({ hours: SESSION_HOURS }),
    })
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .executeTakeFirst();
  return saved.numInsertedOrUpdatedRows === 1n;
}

/** The contact of a session has begun. */
export async function markCameIn(db: Kysely<DB>, { organisation, contact }: Of): Promise<void> {
  await transaction(db, { organisation }, (tx) =>
    tx.updateTable('chat.session').set({ came_in: true }).where('contact_id', '=', contact).execute(),
  );
}

type Of = Pick<Session, 'organisation' | 'contact'>;

/** Ends one session. */
export async function endSession(db: Kysely<DB>, { organisation, id }: Pick<Session, 'organisation' | 'id'>) {
  await transaction(db, { organisation }, (tx) => tx.deleteFrom('chat.session').where('id', '=', id).execute());
}

/** Ends every session of a contact. */
export async function endSessionsOf(tx: Transaction<DB>, contact: ContactId): Promise<void> {
  await tx.deleteFrom('chat.session').where('contact_id', '=', contact).execute();
}

/** The conversation is over: what comes after it may be read for another hour. */
export async function shortenSession(db: Kysely<DB>, session: Session, now: Temporal.Instant): Promise<void> {
  const until = now.add({ minutes: AFTERWARDS_MINUTES });
  if (Temporal.Instant.compare(session.endsAt, until) <= 0) return;
  await transaction(db, { organisation: session.organisation }, (tx) =>
    tx.updateTable('chat.session').set({ ends_at: until }).where('id', '=', session.id).execute(),
  );
}

/** Sessions that have ended, with whether their contact ever began; they are removed. */
export async function removeEnded(db: Kysely<DB>, now: Temporal.Instant): Promise<readonly (Of & { line: string })[]> {
  return transaction(db, { reach: 'everywhere' }, async (tx) => {
    const stillborn = now.subtract({ minutes: 10 });
    const rows = await tx
      .deleteFrom('chat.session')
      .where((is) =>
        is.or([is('ends_at', '<=', now), is.and([is('came_in', '=', false), is('began_at', '<=', stillborn)])]),
      )
      .returning(['organisation_id', 'contact_id', 'line_id', 'came_in'])
      .execute();
    return rows.flatMap((row) =>
      row.came_in
        ? []
        : [{ organisation: row.organisation_id, contact: ContactId.parse(row.contact_id), line: row.line_id }],
    );
  });
}
