// Exports as they are kept: their steps, and their files until they expire. What an export puts out comes from the
// kinds that modules register.
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import { type DB, json } from '#platform/database/index.ts';
import type { Words } from '#platform/http/index.ts';
import type { Right } from '../identity/contract.ts';
import { ExportScope, Purpose } from './contract.ts';
import type { ExportFacts, ExportTable } from './exports.ts';
import type { Sealing } from './store.ts';

/** For whom and when an export is made. */
export type Making = { readonly organisation: string; readonly now: Temporal.Instant };

/** A kind of export as the registry knows it. */
export type ExportKind = {
  readonly kind: `${string}.${string}`;
  readonly about: Words;
  /** The right one needs to see these data at all. */
  readonly may: Right;
  /** A table is a CSV file for further work; a page is for printing, signing and handing over. */
  readonly form: 'table' | 'page';
  readonly scope: z.ZodType;
  /** Runs in the scope of who asked; more than MOST_ROWS rows are refused. */
  readonly make: (tx: Transaction<DB>, scope: unknown, making: Making) => Promise<ExportTable>;
};

type Described<S extends z.ZodType> = Omit<ExportKind, 'scope' | 'make'> & {
  readonly scope: S;
  readonly make: (tx: Transaction<DB>, scope: z.output<S>, making: Making) => Promise<ExportTable>;
};

/** A kind of export; its scope is read by its own schema. */
export function defineExport<S extends z.ZodType>({ make, ...kind }: Described<S>): ExportKind {
  return { ...kind, make: (tx, scope, making) => make(tx, kind.scope.parse(scope), making) };
}

/** Somebody, with their name if the caller may know it. */
type Somebody = { readonly id: string; readonly name: string | null };

/** An export as it is kept. */
export type StoredExport = {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly scope: ExportScope;
  readonly purpose: Purpose;
  readonly reason: string;
  readonly recipient: { readonly name: string; readonly basis: 'consent' | 'law' } | null;
  readonly asked: { readonly by: Somebody; readonly at: Temporal.Instant };
  readonly decided: {
    readonly by: Somebody;
    readonly at: Temporal.Instant;
    readonly approved: boolean;
    readonly words: string | null;
  } | null;
  readonly made: {
    readonly at: Temporal.Instant;
    readonly rows: number;
    readonly bytes: number;
    readonly digest: Buffer;
    readonly name: string;
  } | null;
  readonly until: Temporal.Instant;
};

/** What decides about the next step. */
export function factsOf({ asked, decided, made, until }: StoredExport): ExportFacts {
  return { askedBy: asked.by.id, approved: decided?.approved ?? null, made: made !== null, until };
}

/** What somebody asks for. */
export type Request = Pick<StoredExport, 'kind' | 'scope' | 'purpose' | 'reason' | 'recipient' | 'until'> & {
  readonly organisation: string;
  readonly person: string;
  readonly at: Temporal.Instant;
};

/** Enters what is asked for under the organisation's next number; gives its id. */
export async function saveRequest(tx: Transaction<DB>, request: Request): Promise<string> {
  const { organisation, recipient } = request;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`audit.export ${organisation}`}, 0))`.execute(tx);
  const { last } = await tx
    .selectFrom('audit.export')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('organisation_id', '=', organisation)
    .executeTakeFirstOrThrow();
  const { id } = await tx
    .insertInto('audit.export')
    .values({
      organisation_id: organisation,
      number: (last ?? 0) + 1,
      kind: request.kind,
      scope: json(request.scope),
      purpose: request.purpose,
      reason: request.reason,
      recipient: recipient?.name ?? null,
      basis: recipient?.basis ?? null,
      asked_by: request.person,
      asked_at: request.at,
      until: request.until,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Which exports are wanted, the newest first. */
export type ExportFilter = {
  readonly organisation: string;
  readonly id?: string;
  readonly askedBy?: string | undefined;
  readonly state?: 'asked' | 'approved' | 'refused' | 'made' | 'expired' | undefined;
  readonly before?: number | undefined;
  readonly now: Temporal.Instant;
  readonly limit: number;
};

const inState = {
  asked: sql<boolean>`e.approved is null`,
  approved: sql<boolean>`e.approved and e.made_at is null`,
  refused: sql<boolean>`not e.approved`,
  made: sql<boolean>`e.made_at is not null`,
  expired: sql<boolean>`e.approved is distinct from false`,
} as const;

/** The exports that fit. */
export async function findExports(tx: Transaction<DB>, filter: ExportFilter): Promise<StoredExport[]> {
  const { organisation, id, askedBy, state, before, now, limit } = filter;
  let query = selectExports(tx).where('e.organisation_id', '=', organisation).orderBy('e.number', 'desc').limit(limit);
  if (id !== undefined) query = query.where('e.id', '=', id);
  if (askedBy !== undefined) query = query.where('e.asked_by', '=', askedBy);
  if (before !== undefined) query = query.where('e.number', '<', before);
  if (state !== undefined) query = query.where(inState[state]);
  if (state === 'expired') query = query.where('e.until', '<=', now);
  else if (state !== undefined && state !== 'refused') query = query.where('e.until', '>', now);
  return (await query.execute()).map(exportOf);
}

/** One export, held until the transaction ends. */
export async function loadExport(
  tx: Transaction<DB>,
  organisation: string,
  id: string,
): Promise<StoredExport | undefined> {
  const row = await selectExports(tx)
    .where('e.organisation_id', '=', organisation)
    .where('e.id', '=', id)
    .forUpdate('e')
    .executeTakeFirst();
  return row === undefined ? undefined : exportOf(row);
}

function selectExports(tx: Transaction<DB>) {
  return tx
    .selectFrom('audit.export as e')
    .leftJoin('identity.person as a', 'a.id', 'e.asked_by')
    .leftJoin('identity.person as d', 'd.id', 'e.decided_by')
    .selectAll('e')
    .select(['a.name as asked_name', 'd.name as decided_name']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectExports>['executeTakeFirstOrThrow']>>;

function exportOf(row: Row): StoredExport {
  const { id, number, kind, reason, until, recipient, basis } = row;
  return {
    id,
    number,
    kind,
    scope: ExportScope.parse(row.scope),
    purpose: Purpose.parse(row.purpose),
    reason,
    recipient: recipient === null ? null : { name: recipient, basis: basis === 'consent' ? 'consent' : 'law' },
    asked: { by: { id: row.asked_by, name: row.asked_name }, at: row.asked_at },
    decided: decisionOf(row),
    made: fileOf(row),
    until,
  };
}

function decisionOf({
  decided_by: id,
  decided_at: at,
  approved,
  decision_words: words,
  decided_name,
}: Row): StoredExport['decided'] {
  if (id === null || at === null || approved === null) return null;
  return { by: { id, name: decided_name }, at, approved, words };
}

function fileOf({
  made_at: at,
  row_count: rows,
  byte_count: bytes,
  digest,
  file_name: name,
}: Row): StoredExport['made'] {
  if (at === null || rows === null || bytes === null || digest === null || name === null) return null;
  return { at, rows, bytes, digest, name };
}

/** What was decided about an export. */
export type Decision = {
  readonly id: string;
  readonly person: string;
  readonly at: Temporal.Instant;
  readonly approved: boolean;
  readonly words: string | null;
  readonly until: Temporal.Instant;
};

/** Enters a decision; the database refuses one's own. */
export async function saveDecision(
  tx: Transaction<DB>,
  { id, person, at, approved, words, until }: Decision,
): Promise<void> {
  await tx
    .updateTable('audit.export')
    .set({ decided_by: person, decided_at: at, approved, decision_words: words, until })
    .where('id', '=', id)
    .execute();
}

/** A file as it was made. */
export type MadeFile = {
  readonly id: string;
  readonly organisation: string;
  readonly at: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly name: string;
  readonly rows: number;
  readonly bytes: Buffer;
  readonly digest: Buffer;
};

const placeOf = (id: string) => ({ table: 'audit.export_file', column: 'content', row: id });

/** Keeps a file, sealed. */
export async function saveFile(tx: Transaction<DB>, keys: Sealing, file: MadeFile): Promise<void> {
  const { id, bytes } = file;
  const content = keys === null ? bytes : await keys.seal('audit', placeOf(id), bytes);
  await tx
    .updateTable('audit.export')
    .set({
      made_at: file.at,
      until: file.until,
      file_name: file.name,
      row_count: file.rows,
      byte_count: bytes.length,
      digest: file.digest,
    })
    .where('id', '=', id)
    .execute();
  await tx
    .insertInto('audit.export_file')
    .values({ export_id: id, organisation_id: file.organisation, sealed: keys !== null, content })
    .execute();
}

/** The bytes of a file; undefined when it is gone, or cannot be opened any more. */
export async function loadFile(tx: Transaction<DB>, keys: Sealing, id: string): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('audit.export_file')
    .select(['sealed', 'content'])
    .where('export_id', '=', id)
    .executeTakeFirst();
  if (row === undefined || !row.sealed) return row?.content;
  const opened = await keys?.open('audit', placeOf(id), row.content);
  return opened?.ok === true ? opened.value : undefined;
}

/** Closes what nobody may go on with, destroys its file, and tells which it was, by organisation. */
export async function closeExpired(
  tx: Transaction<DB>,
  now: Temporal.Instant,
): Promise<{ readonly id: string; readonly organisation: string; readonly number: number }[]> {
  const { rows } = await sql<{ id: string; organisation: string; number: number }>`
    with expired as (
      update audit.export set expired_at = ${now}
       where id in (select id from audit.export
                     where expired_at is null and until <= ${now} and approved is distinct from false
                     order by until limit 500 for update skip locked)
      returning id, organisation_id, number),
    destroyed as (delete from audit.export_file where export_id in (select id from expired))
    select id, organisation_id as organisation, number from expired order by organisation_id, number`.execute(tx);
  return rows;
}

/** An organisation's name. */
export async function loadName(tx: Transaction<DB>, organisation: string): Promise<string> {
  const row = await tx
    .selectFrom('identity.organisation')
    .select('name')
    .where('id', '=', organisation)
    .executeTakeFirstOrThrow();
  return row.name;
}
