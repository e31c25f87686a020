// The SQL of accounts: whom an e-mail address or a staff number names, their password, and the browsers they have used.
import { sql, type Transaction } from 'kysely';
import { findAccount } from '#identity/index.ts';
import type { DB } from '#platform/database/index.ts';
import { hashOfToken, newToken } from './tokens.ts';

/** What somebody typed to say who they are. */
export type Named = {
  /** An address, or a staff number. */
  readonly who: string;
  /** Id or name; for staff numbers. */
  readonly organisation: string | null;
};

/** Who has an account, and their password if one is set. */
export type Account = { readonly person: string; readonly password: KeptPassword | null };

/** What was typed, written in one way. Names accounts there are and there are not alike: it looks nothing up. */
export function typedName({ who, organisation }: Named): string {
  const typed = who.normalize('NFKC').trim();
  return JSON.stringify(typed.includes('@') ? [typed.toLowerCase()] : [typed, (organisation ?? '').trim()]);
}

/** The account that is named. Undefined: there is none, or they have left. Needs a scope that reaches everywhere. */
export async function namedAccount(tx: Transaction<DB>, { who, organisation }: Named): Promise<Account | undefined> {
  const typed = who.normalize('NFKC').trim();
  const by = typed.includes('@') ? { email: typed } : { staffNumber: typed, organisation: organisation ?? '' };
  const person = await findAccount(tx, by);
  const kept = await loadPassword(tx, person ?? NOBODY);
  return person === undefined ? undefined : { person, password: kept };
}

/** Is looked up for accounts there are not, so that they cost the same. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** What is kept of a password. `setAt` names it: the same password may be hashed anew. */
export type KeptPassword = { readonly hash: string; readonly long: boolean; readonly setAt: Temporal.Instant };

/** A person's password; null: none is set. */
export async function loadPassword(tx: Transaction<DB>, person: string): Promise<KeptPassword | null> {
  const row = await tx
    .selectFrom('sign_in.password')
    .select(['hash', 'long', 'set_at'])
    .where('person_id', '=', person)
    .executeTakeFirst();
  return row === undefined ? null : { hash: row.hash, long: row.long, setAt: row.set_at };
}

/** A password to keep. */
export type NewPassword = { readonly hash: string; readonly long: boolean; readonly mustChange: boolean };

/** Sets the password of a person. */
export async function savePassword(
  tx: Transaction<DB>,
  person: string,
  { hash, long, mustChange }: NewPassword,
  now: Temporal.Instant,
): Promise<void> {
  const values = { hash, long, must_change: mustChange, set_at: now };
  await tx
    .insertInto('sign_in.password')
    .values({ person_id: person, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute();
}

/**
 * Whether this is still the password that counts; if so, nobody changes it until the transaction ends. Checking one
 * takes a while, and what was changed meanwhile must not be opened by the old one.
 */
export async function holdPassword(
  tx: Transaction<DB>,
  person: string,
  { setAt }: Pick<KeptPassword, 'setAt'>,
): Promise<boolean> {
  const row = await tx
    .selectFrom('sign_in.password')
    .select('person_id')
    .where('person_id', '=', person)
    .where('set_at', '=', setAt)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps a password under a hash of today's cost. */
export async function saveRehashed(tx: Transaction<DB>, person: string, from: string, to: string): Promise<void> {
  await tx
    .updateTable('sign_in.password')
    .set({ hash: to })
    .where('person_id', '=', person)
    .where('hash', '=', from)
    .execute();
}

/** Knows a browser from now on: gives it a new token in exchange for the one it had. */
export async function knowDevice(
  tx: Transaction<DB>,
  person: string,
  before: string | undefined,
  now: Temporal.Instant,
): Promise<string> {
  const token = newToken();
  const known = await tx
    .deleteFrom('sign_in.known_device')
    .where('token_hash', '=', hashOfToken(before ?? ''))
    .returning(['person_id', 'first_at'])
    .execute();
  const others = known.filter((device) => device.person_id !== person);
  const firstAt = known.find((device) => device.person_id === person)?.first_at ?? now;
  await tx
    .insertInto('sign_in.known_device')
    .values([
      { person_id: person, token_hash: hashOfToken(token), first_at: firstAt, last_used_at: now },
      ...others.map((device) => ({ ...device, token_hash: hashOfToken(token), last_used_at: now })),
    ])
    .execute();
  return token;
}

/** Words a person's password must not be made of: their names, their address, the names of their organisations. */
export async function loadOwnWords(tx: Transaction<DB>, person: string): Promise<string[]> {
  const { rows } = await sql<{ name: string; email: string | null; organisations: string[] }>`
    select p.name, p.email,
           array(select o.name from identity.organisation o join identity.membership m on m.organisation_id = o.id
                  where m.person_id = p.id) as organisations
      from identity.person p where p.id = ${person}`.execute(tx);
  return rows.flatMap(({ name, email, organisations }) => [
    name,
    ...(email === null ? [] : [email, email.split('@')[0] ?? '', email.split('@')[1]?.split('.')[0] ?? '']),
    ...organisations,
  ]);
}

/** Whether the person belongs to anything besides the organisation. */
export async function belongsElsewhere(tx: Transaction<DB>, person: string, organisation: string): Promise<boolean> {
  const { rows } = await sql`
    select from identity.membership
     where person_id = ${person} and organisation_id <> ${organisation} and ended_at is null limit 1`.execute(tx);
  return rows.length > 0;
}
