// The SQL of sessions. A session's token is in its cookie and nowhere else; every step that opens more gives it a new
// one, so that a token somebody planted or saw before never becomes worth more.
import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Member } from '#identity/index.ts';
import { type DB, transaction } from '#platform/database/index.ts';
import { Group, OrganisationId, PersonId } from '../identity/contract.ts';
import { type Session, Way } from './contract.ts';
import { deviceInWords } from './devices.ts';
import type { SessionFacts, SessionTerms } from './standing.ts';
import { hashOfToken, newToken } from './tokens.ts';

/** A session that begins. */
export type Beginning = {
  readonly person: string;
  /** The only organisation it is good for; null: all. */
  readonly organisation: string | null;
  readonly way: Way;
  readonly twoFactors: boolean;
  /** What the browser calls itself. */
  readonly agent: string;
};

type RecognisedRow = {
  readonly session_id: string;
  readonly person_id: string;
  readonly organisation_id: string | null;
  readonly way: string;
  readonly two_factors: boolean;
  readonly created_at: Temporal.Instant;
  readonly proved_at: Temporal.Instant;
  readonly last_seen_at: Temporal.Instant;
  readonly locked_at: Temporal.Instant | null;
  readonly ends_at: Temporal.Instant;
  readonly must_change: boolean;
  readonly has_totp: boolean;
  readonly has_passkey: boolean;
  readonly in_groups: readonly string[];
};

/** The session of a token, whatever its state; undefined: there is none. One statement, needs no scope. */
export async function recognise(db: Kysely<DB>, token: string): Promise<SessionFacts | undefined> {
  const { rows } = await sql<RecognisedRow>`
    select ${recognised} from sign_in.recognise(${hashOfToken(token)}) r`.execute(db);
  return rows[0] === undefined ? undefined : factsOf(rows[0]);
}

/** A session, and the membership it is used for. */
export type Arrival = { readonly session: SessionFacts; readonly member: Member | null };

/**
 * The same together with the membership in an organisation; null: in the only one the session is good for, else in the
 * one joined first. Asked before every call of staff, therefore one statement.
 */
export async function recogniseFor(
  db: Kysely<DB>,
  token: string,
  organisation: OrganisationId | null,
): Promise<Arrival | undefined> {
  const { rows } = await sql<RecognisedRow & { readonly acts_for: string | null; readonly acts_in: readonly string[] }>`
    select ${recognised}, m.organisation_id as acts_for, m.groups as acts_in
      from sign_in.recognise(${hashOfToken(token)}) r
      left join lateral identity.member(r.person_id, coalesce(${organisation}::uuid, r.organisation_id)) m on true
      `.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { person_id: person, acts_for: actsFor, acts_in: groups } = row;
  const member =
    actsFor === null
      ? null
      : {
          person: PersonId.parse(person),
          organisation: OrganisationId.parse(actsFor),
          groups: groups.map((name) => Group.parse(name)),
        };
  return { session: factsOf(row), member };
}

const recognised = sql.raw(
  `r.session_id, r.person_id, r.organisation_id, r.way, r.two_factors, r.created_at, r.proved_at, r.last_seen_at,
   r.locked_at, r.ends_at, r.must_change, r.has_totp, r.has_passkey, r.in_groups`,
);

function factsOf(row: RecognisedRow): SessionFacts {
  return {
    id: row.session_id,
    person: row.person_id,
    organisation: row.organisation_id,
    way: row.way,
    twoFactors: row.two_factors,
    createdAt: row.created_at,
    provedAt: row.proved_at,
    lastSeenAt: row.last_seen_at,
    lockedAt: row.locked_at,
    endsAt: row.ends_at,
    mustChangePassword: row.must_change,
    hasTotp: row.has_totp,
    hasPasskey: row.has_passkey,
    groups: row.in_groups,
  };
}

/** Begins a session; its token is told this once. */
export async function saveSession(
  tx: Transaction<DB>,
  beginning: Beginning,
  now: Temporal.Instant,
  terms: SessionTerms,
): Promise<{ readonly id: string; readonly token: string }> {
  const [id, token] = [randomUUID(), newToken()];
  const { person, organisation, way, twoFactors, agent } = beginning;
  await tx
    .insertInto('sign_in.session')
    .values({
      id,
      token_hash: hashOfToken(token),
      person_id: person,
      organisation_id: organisation,
      way,
      two_factors: twoFactors,
      device: deviceInWords(agent),
      created_at: now,
      proved_at: now,
      last_seen_at: now,
      ends_at: now.add({ minutes: terms.most }),
    })
    .execute();
  return { id, token };
}

/** Proves a session anew: a new token, the lock is gone. Undefined when another request was first. */
export async function renewSession(
  tx: Transaction<DB>,
  session: { readonly id: string; readonly token: string; readonly twoFactors: boolean },
  now: Temporal.Instant,
): Promise<string | undefined> {
  const token = newToken();
  const { numUpdatedRows } = await tx
    .updateTable('sign_in.session')
    .set({ token_hash: hashOfToken(token), two_factors: session.twoFactors, proved_at: now, last_seen_at: now })
    .set({ locked_at: null })
    .where('id', '=', session.id)
    .where('token_hash', '=', hashOfToken(session.token))
    .executeTakeFirst();
  return numUpdatedRows === 1n ? token : undefined;
}

/** Notes that a session was used; at most once a minute. */
export async function touchSession(db: Kysely<DB>, session: SessionFacts, now: Temporal.Instant): Promise<void> {
  const minuteAgo = now.subtract({ minutes: 1 });
  if (Temporal.Instant.compare(session.lastSeenAt, minuteAgo) > 0) return;
  await transaction(db, { person: session.person }, (tx) =>
    tx
      .updateTable('sign_in.session')
      .set({ last_seen_at: now })
      .where('id', '=', session.id)
      .where('last_seen_at', '<=', minuteAgo)
      .execute(),
  );
}

/** Locks the screen of a session. */
export async function lockSession(tx: Transaction<DB>, id: string, now: Temporal.Instant): Promise<void> {
  await tx.updateTable('sign_in.session').set({ locked_at: now }).where('id', '=', id).execute();
}

/** The session's own factors and proof, for update. Undefined: it is not the person's, or has ended. */
export async function loadOwnSession(
  tx: Transaction<DB>,
  id: string,
): Promise<{ readonly provedAt: Temporal.Instant; readonly organisation: string | null } | undefined> {
  const row = await tx
    .selectFrom('sign_in.session')
    .select(['proved_at', 'organisation_id'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : { provedAt: row.proved_at, organisation: row.organisation_id };
}

/** The sessions of a person that have not ended, the latest seen first. */
export async function loadSessions(
  tx: Transaction<DB>,
  { person, current }: { readonly person: string; readonly current: string },
  now: Temporal.Instant,
): Promise<Session[]> {
  const rows = await tx
    .selectFrom('sign_in.session')
    .select(['id', 'device', 'way', 'created_at', 'last_seen_at'])
    .where('person_id', '=', person)
    .where('ends_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    way: Way.parse(row.way),
    createdAt: row.created_at.toString(),
    lastSeenAt: row.last_seen_at.toString(),
    current: row.id === current,
  }));
}

/** Ends one session of a person; whether there was one. */
export async function endOne(tx: Transaction<DB>, person: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('sign_in.session')
    .where('id', '=', id)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Ends all sessions of a person but one; how many. */
export async function endOthers(tx: Transaction<DB>, person: string, kept: string): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('sign_in.session')
    .where('person_id', '=', person)
    .where('id', '<>', kept)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Removes sessions that have ended, challenges and journeys nobody came back from, browsers not seen for 400 days. */
export async function removeEnded(tx: Transaction<DB>, now: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('sign_in.session').where('ends_at', '<=', now).execute();
  await tx.deleteFrom('sign_in.ceremony').where('expires_at', '<=', now).execute();
  await tx.deleteFrom('sign_in.journey').where('expires_at', '<=', now).execute();
  const longAgo = now.subtract({ hours: 24 * 400 });
  await tx.deleteFrom('sign_in.known_device').where('last_used_at', '<=', longAgo).execute();
}

/** Ends the sessions of an organisation's single sign-on, which no provider vouches for any more. */
export async function endSingleSignOn(tx: Transaction<DB>, organisation: string): Promise<void> {
  await tx
    .deleteFrom('sign_in.session')
    .where('organisation_id', '=', organisation)
    .where('way', '=', 'single-sign-on')
    .execute();
}
