// The SQL of single sign-on: the providers of organisations, who their users are here, and browsers on their way.
import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { Sealing } from '../ports.ts';
import { hashOfToken } from '../tokens.ts';
import type { Provider } from './contract.ts';

/** What a provider is set up with, without its secret. */
export type ProviderFields = Omit<Provider, 'id' | 'callback'>;

/** A provider of an organisation. */
export type KnownProvider = ProviderFields & { readonly id: string; readonly organisation: string };

const placeOf = (id: string) => ({ table: 'sign_in.provider', column: 'client_secret', row: id }) as const;

/** The providers within the scope of the transaction, by name; with an id only that one. */
export async function loadProviders(tx: Transaction<DB>, id?: string): Promise<KnownProvider[]> {
  const rows = await tx
    .selectFrom('sign_in.provider')
    .selectAll()
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    organisation: row.organisation_id,
    name: row.name,
    issuer: row.issuer,
    clientId: row.client_id,
    emailDomains: row.email_domains,
    trustsSecondFactor: row.trusts_second_factor,
    enabled: row.enabled,
  }));
}

/** Those in use that are meant by an e-mail address (its domain) or by an organisation's name or id. */
export async function findProviders(tx: Transaction<DB>, who: string): Promise<KnownProvider[]> {
  const domain = who.split('@')[1]?.toLowerCase() ?? null;
  const { rows } = await sql<{ id: string }>`
    select p.id from sign_in.provider p
      join identity.organisation o on o.id = p.organisation_id and o.closed_at is null
     where p.enabled
       and case when ${domain}::text is null then o.name = ${who} or o.id::text = ${who}
                else ${domain} = any (p.email_domains) end`.execute(tx);
  const found = await Promise.all(rows.map(({ id }) => loadProviders(tx, id)));
  return found.flat();
}

/** The client secret of a provider. */
export async function openClientSecret(tx: Transaction<DB>, sealing: Sealing, id: string): Promise<string> {
  const row = await tx
    .selectFrom('sign_in.provider')
    .select('client_secret')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const opened = await sealing.open(placeOf(id), row.client_secret);
  if (!opened.ok) throw new Error('A client secret cannot be opened.');
  return opened.value.toString('utf8');
}

const columnsOf = (fields: ProviderFields, now: Temporal.Instant) => ({
  name: fields.name,
  issuer: fields.issuer,
  client_id: fields.clientId,
  email_domains: [...fields.emailDomains],
  trusts_second_factor: fields.trustsSecondFactor,
  enabled: fields.enabled,
  changed_at: now,
});

/** A provider to keep for an organisation. */
export type NewProvider = ProviderFields & { readonly organisation: string; readonly clientSecret: string };

/** Keeps a new one. */
export async function saveProvider(
  tx: Transaction<DB>,
  sealing: Sealing,
  made: NewProvider,
  now: Temporal.Instant,
): Promise<KnownProvider> {
  const id = randomUUID();
  const sealed = await sealing.seal(placeOf(id), made.clientSecret);
  await tx
    .insertInto('sign_in.provider')
    .values({ id, organisation_id: made.organisation, client_secret: sealed, ...columnsOf(made, now) })
    .execute();
  const { clientSecret: _, ...known } = made;
  return { id, ...known };
}

/** Changes one within the scope; undefined when there is none. A secret left out stays. */
export async function saveProviderChange(
  tx: Transaction<DB>,
  sealing: Sealing,
  changed: ProviderFields & { readonly id: string; readonly clientSecret?: string | undefined },
  now: Temporal.Instant,
): Promise<KnownProvider | undefined> {
  const { id, clientSecret } = changed;
  const secret = clientSecret === undefined ? {} : { client_secret: await sealing.seal(placeOf(id), clientSecret) };
  await tx
    .updateTable('sign_in.provider')
    .set({ ...columnsOf(changed, now), ...secret })
    .where('id', '=', id)
    .execute();
  return (await loadProviders(tx, id))[0];
}

/** Removes one within the scope, with all links of its users; whether there was one. */
export async function deleteProvider(tx: Transaction<DB>, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('sign_in.provider').where('id', '=', id).executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Whether a provider is there and switched on, until this transaction ends. */
export async function isOn(tx: Transaction<DB>, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('sign_in.provider')
    .select('id')
    .where('id', '=', id)
    .where('enabled', '=', true)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** A browser on its way to a provider. */
export type Journey = { readonly provider: string; readonly nonce: string; readonly verifier: string };

const MINUTES = 10;

/** Keeps what has to come back: `state` in the address, `browser` in the cookie. */
export async function saveJourney(
  tx: Transaction<DB>,
  { state, browser }: { readonly state: string; readonly browser: string },
  { provider, nonce, verifier }: Journey,
  now: Temporal.Instant,
): Promise<void> {
  await tx.deleteFrom('sign_in.journey').where('expires_at', '<=', now).execute();
  await tx
    .insertInto('sign_in.journey')
    .values({
      state_hash: hashOfToken(state),
      browser_hash: hashOfToken(browser),
      provider_id: provider,
      nonce,
      verifier,
      expires_at: now.add({ minutes: MINUTES }),
    })
    .execute();
}

/** The journey that ends here; it is then over. Undefined: another browser, another provider, too late, or over. */
export async function takeJourney(
  tx: Transaction<DB>,
  asked: { readonly state: string; readonly browser: string; readonly provider: string },
  now: Temporal.Instant,
): Promise<Journey | undefined> {
  const row = await tx
    .deleteFrom('sign_in.journey')
    .where('state_hash', '=', hashOfToken(asked.state))
    .where('browser_hash', '=', hashOfToken(asked.browser))
    .where('provider_id', '=', asked.provider)
    .where('expires_at', '>', now)
    .returning(['provider_id', 'nonce', 'verifier'])
    .executeTakeFirst();
  return row === undefined ? undefined : { provider: row.provider_id, nonce: row.nonce, verifier: row.verifier };
}

/** Somebody whom a provider names. */
export type OutsidePerson = {
  readonly issuer: string;
  readonly subject: string;
  /** Lower case; null: none that the provider has verified. */
  readonly email: string | null;
};

/**
 * Who that is here: whoever was linked before; the first time, the person with that verified address, if the provider
 * may speak for it. Whether they belong to its organisation is for the caller to see.
 */
export async function findLinked(
  tx: Transaction<DB>,
  provider: KnownProvider,
  { issuer, subject, email }: OutsidePerson,
): Promise<{ readonly person: string; readonly isNew: boolean } | undefined> {
  const linked = await tx
    .selectFrom('sign_in.outside_identity')
    .select('person_id')
    .where('provider_id', '=', provider.id)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (linked !== undefined) return { person: linked.person_id, isNew: false };
  const domain = email?.split('@')[1];
  if (email === null || domain === undefined || !provider.emailDomains.includes(domain)) return undefined;
  const row = await tx
    .selectFrom('identity.person')
    .select('id')
    .where('email', '=', email)
    .where('left_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : { person: row.id, isNew: true };
}

/** Links somebody; the constraint `outside_identity_person` breaks when another user was linked to them before. */
export async function saveLink(
  tx: Transaction<DB>,
  { id }: KnownProvider,
  { issuer, subject }: OutsidePerson,
  about: { readonly person: string; readonly now: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('sign_in.outside_identity')
    .values({ provider_id: id, issuer, subject, person_id: about.person, linked_at: about.now })
    .execute();
}
