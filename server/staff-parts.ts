// Opens everything that stands behind sign-in, from left to right: keys, the ledger, sign-in, retention clocks, and the
// jobs that run them. What a module needs from one to its right is handed over here.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { closeExpiredExports, createLedger } from '#audit/index.ts';
import { addContactFigures, type Contacts, forgetWords, openContacts } from '#contact/index.ts';
import { type Chat, forgetClass, openChat } from '#chat/index.ts';
import { curationRoutes, type Directory } from '#directory/index.ts';
import { addIdentityJobs, type OnDuty } from '#identity/index.ts';
import { type Altered, type Keys, openKeys } from '#keys/index.ts';
import { openPrivacy, type Privacy } from '#privacy/index.ts';
import type { Bus } from '#platform/bus.ts';
import type { Config } from '#platform/config.ts';
import type { DB, Database } from '#platform/database/index.ts';
import type { Authorise, Ledger, Route } from '#platform/http/index.ts';
import { type Jobs, openJobs } from '#platform/jobs.ts';
import type { Log } from '#platform/log.ts';
import type { Metrics } from '#platform/metrics.ts';
import { openSlowHash, type SlowHash } from '#platform/slow-hash.ts';
import { openSignIn, type SignIn, type SignInOptions } from '#sign-in/index.ts';
import { createOnDuty } from '#workforce/index.ts';
import { z } from 'zod';
import { gateOf, initialsOf, lineAt, lineWords } from './contact-ports.ts';
import { staffRoutes } from './staff-routes.ts';

export type StaffNeeds = {
  readonly config: Config;
  readonly database: Database;
  readonly bus: Pick<Bus, 'publish' | 'subscribe'>;
  readonly directory: Directory;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Address under which people reach the site; known once the port is. */
  readonly publicUrl: () => string;
};

/** What stands behind sign-in, open. */
export type Staff = {
  readonly routes: readonly Route[];
  readonly authorise: Authorise;
  readonly ledger: Ledger;
  /** What the channels need of contacts. */
  readonly reception: Contacts['reception'];
  /** What the pages of the site need of chat. */
  readonly chat: Chat['pages'];
  /** Whether the deletion clocks run; for `/readyz`. */
  readonly ready: () => Promise<{ readonly name: string; readonly ok: boolean; readonly why?: string }>;
  /** Starts the jobs; the service answers without waiting for it. */
  readonly startJobs: () => Promise<void>;
  /** What sets up somebody's sign-in without them, for the people of a demonstration. */
  readonly settling: Pick<SignInOptions, 'slowHash' | 'sealing'>;
  readonly close: () => Promise<void>;
};

/** Opens all of it. Throws CannotStart when a person has to act, for example when the master key cannot be read. */
export async function openStaff(needs: StaffNeeds): Promise<Staff> {
  const { config, database, directory, log } = needs;
  const { db } = database;
  const { clock } = config;
  const { app } = database.access;
  const keys = await openKeys({ app, settings: config.keys, clock, onAltered: alarm(needs) });
  const ledger = createLedger(keys.purpose);
  const jobs = openJobs(database, { tell: (words, cause) => log.error(words, cause) });
  const slowHash = openSlowHash();
  const onDuty = createOnDuty(clock);
  const signInOptions = await signInNeeds(needs, { keys, ledger, slowHash, onDuty });
  const signIn = await openSignIn(signInOptions);
  const privacy = await openPrivacyOf(needs, { keys, ledger, jobs });
  const contacts = openContactsOf(needs, { keys, privacy, jobs, ledger });
  const { reception } = contacts;
  const chat = await openChat({ db, reception, privacy, keys, slowHash, metrics: needs.metrics }, clock);
  addTidying(jobs, needs, { signIn, ledger, chat });
  const opened = [signIn.routes, curationRoutes(directory), privacy.routes, contacts.routes, chat.routes];
  return {
    routes: staffRoutes({ keys, onDuty, opened, kinds: privacy.exports }),
    authorise: signIn.authorise,
    ledger,
    reception,
    chat: chat.pages,
    settling: signInOptions,
    ready: () => clocksRun(privacy, clock.now()),
    startJobs: async () => {
      await jobs.start();
      await privacy.runClocks();
    },
    close: () => closeInTurn(contacts, jobs, slowHash, keys),
  };
}

async function closeInTurn(...opened: readonly { readonly close: () => Promise<void> }[]): Promise<void> {
  for (const one of opened) await one.close();
}

/** Clocks and vault; what other modules keep of a class goes with it. */
function openPrivacyOf(
  { config: { clock }, database: { db }, directory }: StaffNeeds,
  parts: Pick<ContactNeeds, 'keys' | 'ledger' | 'jobs'>,
): Promise<Privacy> {
  const knowsLine = (line: string): boolean => directory.snapshot().lines.some((known) => known.line.id === line);
  return openPrivacy({ ...parts, db, clock, knowsLine, forgetters: [forgetWords, forgetClass] });
}

async function clocksRun(privacy: Pick<Privacy, 'clockHealth'>, now: Temporal.Instant) {
  const { ok, why } = await privacy.clockHealth(now);
  return { name: 'retention-clocks', ok, ...(why === null ? {} : { why: why.en }) };
}

type ContactNeeds = {
  readonly keys: Keys;
  readonly privacy: Privacy;
  readonly jobs: Jobs;
  readonly ledger: Ledger;
};

function openContactsOf({ config, database, bus, directory, log, metrics }: StaffNeeds, parts: ContactNeeds): Contacts {
  const { db } = database;
  addContactFigures(metrics, { db });
  return openContacts({
    ...parts,
    db,
    bus,
    log,
    clock: config.clock,
    calendar: directory.snapshot().calendar,
    lineAt: lineAt(directory),
    initialsOf,
    lineWords: lineWords(directory),
    gateOf,
  });
}

/** What has ended goes by itself. */
function addTidying(
  jobs: Jobs,
  { config, database }: StaffNeeds,
  parts: { signIn: SignIn; ledger: Ledger; chat: Chat },
): void {
  addIdentityJobs(jobs, database.db);
  jobs.handle(tidying, async () => {
    const now = config.clock.now();
    await parts.signIn.tidy(now);
    await parts.chat.tidy(now);
    await closeExpiredExports(database.db, parts.ledger, now);
  });
  jobs.schedule(tidying, '*/5 * * * *', {});
}

/** What was altered is refused where it is read; here it is told to whoever runs the service. */
function alarm({ log, metrics }: StaffNeeds): (altered: Altered) => void {
  let count = 0;
  const help = 'Sealed values refused since the start because they had been altered.';
  metrics.gauge('sealed_values_altered', help, () => count);
  return ({ what, place }) => {
    count += 1;
    log.error('something sealed had been altered or moved', undefined, { what, table: place.table });
  };
}

type SignInParts = {
  readonly keys: Keys;
  readonly ledger: Ledger;
  readonly slowHash: SlowHash;
  readonly onDuty: OnDuty;
};

async function signInNeeds(
  { database, publicUrl }: StaffNeeds,
  { keys, ledger, slowHash, onDuty }: SignInParts,
): Promise<SignInOptions> {
  const { db } = database;
  return {
    db,
    sealing: {
      seal: (place, plain) => keys.purpose.seal('sign-in', place, plain),
      open: (place, sealed) => keys.purpose.open('sign-in', place, sealed),
    },
    markKey: await sealedSecret(db, keys, 'sign-in-marks'),
    slowHash,
    ledger,
    onDuty,
    publicUrl,
    console: '/console',
  };
}

const tidying = { name: 'staff.tidy', data: z.object({}) };

/** A random value that all processes share and the database alone does not tell: it is stored sealed. */
async function sealedSecret(db: Kysely<DB>, keys: Keys, name: string): Promise<Uint8Array> {
  const place = { table: 'platform.secret', column: 'value', row: name };
  const fresh = await keys.purpose.seal('sign-in', place, randomBytes(32));
  await db
    .insertInto('platform.secret')
    .values({ name, value: fresh })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { value } = await db
    .selectFrom('platform.secret')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  const opened = await keys.purpose.open('sign-in', place, value);
  if (!opened.ok) throw new Error(`The shared secret ${name} could not be opened.`);
  return opened.value;
}
