// How something is destroyed. The key dies outside this database, so no transaction covers both; the order makes up for
// it, and every step can be repeated:
//
//   1 condemn   in the database: from here on no hold, follow-up or decision can stop it. The fingerprint is noted.
//   2 destroy   the key, in its own store. To find it gone already is as good.
//   3 certify   in one transaction: the sealed rows go, the certificate and its line in the audit come, the clock is done.
//
// A crash after 1 or 2 leaves a condemned clock, which the next run takes up at 2. A certificate is therefore only ever
// written when the key is gone, and only once: the clock is locked and looked at again.
import { sql, type Transaction } from 'kysely';
import { type DB, json, transaction } from '#platform/database/index.ts';
import type { AuditLine } from '#platform/http/index.ts';
import { KeyId } from '../keys/contract.ts';
import { timingOf } from './clock-store.ts';
import { mayCondemn } from './clocks.ts';
import { ClockedClass, ClockId, FileId, KeyKind } from './contract.ts';
import { type Cause, ruleOf } from './sentences.ts';
import type { PrivacyParts } from './store.ts';

type Tx = Transaction<DB>;

/** A clock whose key is to be destroyed. */
export type Condemned = { readonly id: ClockId; readonly key: KeyId; readonly kind: KeyKind };

/** The word of the audit that is written with each certificate. */
export const FORGOTTEN = 'privacy.forget';

const BATCH = 100;

/** What is due at `at`, and what an earlier run condemned and did not finish; at most a hundred, without `except`. */
export async function loadDue(
  { db }: Pick<PrivacyParts, 'db'>,
  at: Temporal.Instant,
  except: readonly string[],
): Promise<readonly Condemned[]> {
  const rows = await transaction(db, { reach: 'everywhere' }, (tx) =>
    tx
      .selectFrom('privacy.clock')
      .select(['id', 'key_id', 'key_kind'])
      .where('done_at', 'is', null)
      .where('held_since', 'is', null)
      .where('due_at', '<=', at)
      .where((where) => where.or([where('key_kind', '=', 'identity'), where('decided_by', 'is not', null)]))
      .$if(except.length > 0, (query) => query.where('id', 'not in', [...except]))
      .orderBy('due_at')
      .orderBy('id')
      .limit(BATCH)
      .execute(),
  );
  return rows.map((row) => ({
    id: ClockId.parse(row.id),
    key: KeyId.parse(row.key_id),
    kind: KeyKind.parse(row.key_kind),
  }));
}

/** Step 1. Returns those that are condemned now; others are held meanwhile, or another process is at them. */
export async function condemn(
  { db, keys }: Pick<PrivacyParts, 'db' | 'keys'>,
  due: readonly Condemned[],
  at: Temporal.Instant,
): Promise<readonly Condemned[]> {
  const described = await Promise.all(due.map(({ key, kind }) => keys[kind].describe(key)));
  const prints = new Map(due.map(({ id }, place) => [id, described[place]?.fingerprint ?? null]));
  return transaction(db, { reach: 'everywhere' }, async (tx) => {
    const ids = due.map(({ id }) => id);
    const locked = await tx
      .selectFrom('privacy.clock')
      .selectAll()
      .where('id', 'in', ids)
      .orderBy('id')
      .forUpdate()
      .skipLocked()
      .execute();
    const condemned = new Set<string>();
    for (const row of locked) {
      const timing = timingOf(row);
      if (timing === null || timing.doneAt !== null) continue;
      if (timing.condemnedAt === null && !mayCondemn(timing, at)) continue;
      if (timing.condemnedAt === null) await markCondemned(tx, row.id, prints.get(ClockId.parse(row.id)) ?? null, at);
      condemned.add(row.id);
    }
    return due.filter(({ id }) => condemned.has(id));
  });
}

async function markCondemned(tx: Tx, id: string, fingerprint: string | null, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('privacy.clock').set({ condemned_at: at, fingerprint }).where('id', '=', id).execute();
}

/** Step 2. Throws when the key could not be destroyed. */
export async function destroyKey({ keys }: Pick<PrivacyParts, 'keys'>, { key, kind }: Condemned): Promise<void> {
  await keys[kind].destroy(key);
  if (await keys[kind].exists(key)) throw new Error('A key that was destroyed is still there.');
}

/** Step 3. Does nothing when it has been done already. */
export async function certify(parts: PrivacyParts, { id }: Condemned): Promise<void> {
  await transaction(parts.db, { reach: 'everywhere' }, async (tx) => {
    const clock = await lockCondemned(tx, id);
    if (clock === undefined) return;
    const at = later(parts.clock.now(), clock.condemned_at);
    const file = FileId.parse(clock.file_id);
    const of = ClockedClass.parse(clock.class);
    if (of === 'contact-details') await tx.deleteFrom('privacy.contact_detail').where('file_id', '=', file).execute();
    for (const forget of parts.forgetters) await forget(tx, { file, class: of });
    await addCertificate(tx, clock, at);
    await tx.updateTable('privacy.clock').set({ done_at: at }).where('id', '=', id).execute();
    await parts.ledger.append(tx, lineOf(clock, at));
  });
}

async function lockCondemned(tx: Tx, id: ClockId) {
  const row = await tx
    .selectFrom('privacy.clock as c')
    .innerJoin('privacy.service_file as f', 'f.id', 'c.file_id')
    .innerJoin('privacy.policy as p', 'p.id', 'c.policy_id')
    .selectAll('c')
    .select(['f.line_id', 'p.version'])
    .where('c.id', '=', id)
    .forUpdate('c')
    .executeTakeFirst();
  if (row === undefined || row.done_at !== null) return undefined;
  const { condemned_at: condemnedAt, due_at: dueAt } = row;
  if (condemnedAt === null || dueAt === null) throw new Error('A clock that is not condemned is not certified.');
  return { ...row, condemned_at: condemnedAt, due_at: dueAt };
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockCondemned>>>;

function causeOf({ decided_by: decided, wished_at: wished }: Locked): Cause {
  return decided === null ? (wished === null ? 'clock' : 'wish') : 'decision';
}

async function addCertificate(tx: Tx, clock: Locked, at: Temporal.Instant): Promise<void> {
  const cause = causeOf(clock);
  await tx
    .insertInto('privacy.certificate')
    .values({
      organisation_id: clock.organisation_id,
      number: 1,
      clock_id: clock.id,
      file_id: clock.file_id,
      line_id: clock.line_id,
      class: clock.class,
      at,
      due_at: clock.due_at,
      cause,
      rule: json(ruleOf(KeyKind.parse(clock.key_kind), ClockedClass.parse(clock.class), cause)),
      policy_id: clock.policy_id,
      key_kind: clock.key_kind,
      fingerprint: clock.fingerprint,
      decided_by: clock.decided_by,
    })
    .execute();
}

function lineOf(clock: Locked, at: Temporal.Instant): AuditLine {
  const { class: of, fingerprint, key_kind: kind, organisation_id: chain, version } = clock;
  const detail = { class: of, cause: causeOf(clock), key: kind, fingerprint, policy: clock.policy_id, version };
  return {
    word: FORGOTTEN,
    person: null,
    chain,
    subject: `file:${clock.file_id}`,
    at,
    request: null,
    detail,
  };
}

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) >= 0 ? a : b;

/** Those of the keys that a clock which is not done points to. */
export async function loadPointedTo(
  { db }: Pick<PrivacyParts, 'db'>,
  keys: readonly KeyId[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction(db, { reach: 'everywhere' }, (tx) =>
    tx
      .selectFrom('privacy.clock')
      .select('key_id')
      .where('key_id', '=', sql<string>`any(${[...keys]}::uuid[])`)
      .where('done_at', 'is', null)
      .execute(),
  );
  return new Set(rows.map((row) => row.key_id));
}
