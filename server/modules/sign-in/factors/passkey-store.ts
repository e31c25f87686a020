// The SQL of passkeys and of the challenges that are answered with them.
import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { Passkey } from './contract.ts';

/** What a challenge was given out for. */
export type CeremonyKind = 'add-passkey' | 'sign-in' | 'second-step' | 'unlock';

const GOOD_FOR_MINUTES = 5;

/** Keeps a challenge that is given out; `session` is null before anybody has signed in. */
export async function saveCeremony(
  tx: Transaction<DB>,
  ceremony: { readonly kind: CeremonyKind; readonly challenge: string; readonly session: string | null },
  now: Temporal.Instant,
): Promise<string> {
  const id = randomUUID();
  const { kind, challenge, session } = ceremony;
  await tx.deleteFrom('sign_in.ceremony').where('expires_at', '<=', now).execute();
  await tx
    .insertInto('sign_in.ceremony')
    .values({ id, kind, challenge, session_id: session, expires_at: now.add({ minutes: GOOD_FOR_MINUTES }) })
    .execute();
  return id;
}

/** The challenge, which is then no longer good. Undefined: used, too old, or given out for something else. */
export async function takeCeremony(
  tx: Transaction<DB>,
  asked: { readonly id: string; readonly kind: CeremonyKind; readonly session: string | null },
  now: Temporal.Instant,
): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('sign_in.ceremony')
    .where('id', '=', asked.id)
    .returning(['challenge', 'kind', 'session_id', 'expires_at'])
    .executeTakeFirst();
  if (row === undefined || row.kind !== asked.kind || row.session_id !== asked.session) return undefined;
  return Temporal.Instant.compare(now, row.expires_at) < 0 ? row.challenge : undefined;
}

/** A passkey as it is checked. */
export type KnownPasskey = {
  readonly id: string;
  readonly person: string;
  readonly credential: {
    readonly id: string;
    readonly publicKey: Buffer;
    readonly counter: number;
    readonly transports: readonly string[];
  };
};

/** A passkey by the name its authenticator gives it, held until the transaction ends. Its person has not left. */
export async function findPasskey(tx: Transaction<DB>, credential: string): Promise<KnownPasskey | undefined> {
  const row = await tx
    .selectFrom('sign_in.passkey as k')
    .innerJoin('identity.person as p', 'p.id', 'k.person_id')
    .select(['k.id', 'k.person_id', 'k.credential_id', 'k.public_key', 'k.counter', 'k.transports'])
    .where('k.credential_id', '=', credential)
    .where('p.left_at', 'is', null)
    .forUpdate('k')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, person_id: person, credential_id, public_key: publicKey, counter, transports } = row;
  return { id, person, credential: { id: credential_id, publicKey, counter, transports } };
}

/** Whether a passkey is still there; if so, nobody takes it away until the transaction ends. */
export async function holdPasskey(tx: Transaction<DB>, id: string): Promise<boolean> {
  const row = await tx.selectFrom('sign_in.passkey').select('id').where('id', '=', id).forShare().executeTakeFirst();
  return row !== undefined;
}

/** Notes that a passkey was used, with its new count. */
export async function savePasskeyUse(
  tx: Transaction<DB>,
  id: string,
  counter: number,
  now: Temporal.Instant,
): Promise<void> {
  await tx.updateTable('sign_in.passkey').set({ counter, last_used_at: now }).where('id', '=', id).execute();
}

/** A passkey that was just made. */
export type NewPasskey = KnownPasskey['credential'] & {
  readonly person: string;
  readonly name: string;
  readonly synced: boolean;
};

/** Keeps it. */
export async function savePasskey(tx: Transaction<DB>, made: NewPasskey, now: Temporal.Instant): Promise<Passkey> {
  const row = await tx
    .insertInto('sign_in.passkey')
    .values({
      person_id: made.person,
      credential_id: made.id,
      public_key: made.publicKey,
      counter: made.counter,
      transports: [...made.transports],
      synced: made.synced,
      name: made.name,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { name, synced } = made;
  return { id: row.id, name, createdAt: now.toString(), lastUsedAt: null, synced };
}

/** The passkeys of a person, oldest first, with what a browser needs to find them. */
export async function loadPasskeys(
  tx: Transaction<DB>,
  person: string,
): Promise<(Passkey & { readonly credential: string; readonly transports: readonly string[] })[]> {
  const rows = await tx
    .selectFrom('sign_in.passkey')
    .select(['id', 'credential_id', 'name', 'synced', 'transports', 'created_at', 'last_used_at'])
    .where('person_id', '=', person)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    synced: row.synced,
    createdAt: row.created_at.toString(),
    lastUsedAt: row.last_used_at?.toString() ?? null,
    credential: row.credential_id,
    transports: row.transports,
  }));
}

/** One of a person's passkeys. */
type Own = { readonly person: string; readonly id: string };

/** Renames it; whether there was one. */
export async function savePasskeyName(tx: Transaction<DB>, { person, id }: Own, name: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sign_in.passkey')
    .set({ name })
    .where('id', '=', id)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Removes it; whether there was one. */
export async function removeOwnPasskey(tx: Transaction<DB>, { person, id }: Own): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('sign_in.passkey')
    .where('id', '=', id)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
