// Holds and decisions. What staff write as a reason may name somebody, so it is sealed with the module's own key and
// bound to its row; who, when and until when stand in the clear.
import { randomUUID } from 'node:crypto';
import { sql, type SqlBool, type Transaction } from 'kysely';
import { ZONE } from '#platform/clock.ts';
import type { DB } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { LineId } from '../directory/contract.ts';
import { PersonId } from '../identity/contract.ts';
import { isHeld, lockClocks, lockFile, saveClock } from './clock-store.ts';
import { decide, type DecisionRefusal, type Deciding, hold, lift } from './clocks.ts';
import { ClockedClass, ClockId, type Decision, FileId, type Hold } from './contract.ts';
import { cursorOf } from './reading-store.ts';
import type { PrivacyParts } from './store.ts';

type Tx = Transaction<DB>;
type Sealing = Pick<PrivacyParts, 'keys'>;

const UNREADABLE = '（无法读出） (does not open)';

async function sealWords({ keys }: Sealing, at: Cell, words: readonly string[]): Promise<Buffer> {
  return keys.purpose.seal('privacy', placeOf(at), JSON.stringify(words));
}

async function openWords({ keys }: Sealing, at: Cell, sealed: Buffer): Promise<readonly string[]> {
  const opened = await keys.purpose.open('privacy', placeOf(at), sealed);
  if (!opened.ok) return [UNREADABLE, UNREADABLE];
  const words: unknown = JSON.parse(opened.value.toString('utf8'));
  return Array.isArray(words) ? words.map(String) : [];
}

type Cell = { readonly table: 'hold' | 'decision'; readonly column?: 'lifted_sealed'; readonly row: string };
const placeOf = ({ table, column, row }: Cell) => ({ table: `privacy.${table}`, column: column ?? 'sealed', row });

/** A hold to be placed. */
export type NewHold = {
  readonly file: FileId;
  readonly reason: string;
  readonly basis: string;
  readonly reviewOn: string;
  readonly by: string;
  readonly at: Temporal.Instant;
};

/** Places a hold: all clocks of the file that are not being carried out stand still. Returns its id. */
export async function addHold(
  parts: Sealing,
  tx: Tx,
  placed: NewHold,
): Promise<Result<string, 'no-such-file' | 'nothing-left' | 'review-is-past'>> {
  const { file: id, reason, basis, reviewOn, by, at } = placed;
  const today = at.toZonedDateTimeISO(ZONE).toPlainDate();
  if (Temporal.PlainDate.compare(reviewOn, today) <= 0) return refuse('review-is-past');
  const file = await lockFile(tx, id);
  if (file === undefined) return refuse('no-such-file');
  const running = (await lockClocks(tx, id)).map(({ id: clock, timing }) => ({
    clock,
    stopped: timing === null ? null : hold(timing, at),
  }));
  if (running.every(({ stopped }) => stopped !== null && !stopped.ok)) return refuse('nothing-left');
  for (const { clock, stopped } of running) if (stopped?.ok === true) await saveClock(tx, clock, stopped.value);
  const row = randomUUID();
  const sealed = await sealWords(parts, { table: 'hold', row }, [reason, basis]);
  await tx
    .insertInto('privacy.hold')
    .values({
      id: row,
      organisation_id: file.organisation,
      file_id: id,
      sealed,
      placed_by: by,
      placed_at: at,
      review_on: reviewOn,
    })
    .execute();
  return ok(row);
}

/** Who lifts a hold, and why. */
export type Lifting = {
  readonly id: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Temporal.Instant;
};

/** Lifts a hold; when no other stands on the file, its clocks go on with the time that was left. Returns the file. */
export async function liftHold(
  parts: Sealing,
  tx: Tx,
  { id, reason, by, at }: Lifting,
): Promise<Result<FileId, 'no-such-hold' | 'already-lifted'>> {
  const found = await tx.selectFrom('privacy.hold').select('file_id').where('id', '=', id).executeTakeFirst();
  if (found === undefined) return refuse('no-such-hold');
  const file = FileId.parse(found.file_id);
  await lockFile(tx, file);
  const lifted = await tx
    .updateTable('privacy.hold')
    .set({
      lifted_by: by,
      lifted_at: at,
      lifted_sealed: await sealWords(parts, { table: 'hold', column: 'lifted_sealed', row: id }, [reason]),
    })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  if (lifted.numUpdatedRows !== 1n) return refuse('already-lifted');
  if (!(await isHeld(tx, file)))
    for (const { id: clock, timing } of await lockClocks(tx, file))
      if (timing !== null && timing.heldSince !== null) await saveClock(tx, clock, lift(timing, at));
  return ok(file);
}

/** What a list of holds asks for. */
export type AskedHolds = {
  readonly state?: 'active' | 'review-due' | 'lifted' | undefined;
  readonly file?: FileId | undefined;
  readonly id?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Holds, those to be reviewed first first. */
export async function loadHolds(
  parts: Sealing,
  tx: Tx,
  asked: AskedHolds,
  at: Temporal.Instant,
): Promise<{ holds: Hold[]; next: string | null }> {
  const { state, file, id, limit } = asked;
  const today = at.toZonedDateTimeISO(ZONE).toPlainDate().toString();
  const from = cursorOf(asked.after);
  const rows = await tx
    .selectFrom('privacy.hold as h')
    .innerJoin('privacy.service_file as f', 'f.id', 'h.file_id')
    .leftJoin('identity.person as p', 'p.id', 'h.placed_by')
    .leftJoin('identity.person as l', 'l.id', 'h.lifted_by')
    .selectAll('h')
    .select(['f.line_id', 'p.name as placed_name', 'l.name as lifted_name'])
    .$if(state === 'lifted', (query) => query.where('h.lifted_at', 'is not', null))
    .$if(state === 'active' || state === 'review-due', (query) => query.where('h.lifted_at', 'is', null))
    .$if(state === 'review-due', (query) => query.where('h.review_on', '<=', today))
    .$if(file !== undefined, (query) => query.where('h.file_id', '=', file ?? ''))
    .$if(id !== undefined, (query) => query.where('h.id', '=', id ?? ''))
    .$if(from !== undefined, (query) =>
      query.where(sql<SqlBool>`(h.review_on, h.id) > (${from?.at ?? ''}::date, ${from?.id ?? ''}::uuid)`),
    )
    .orderBy('h.review_on')
    .orderBy('h.id')
    .limit(limit + 1)
    .execute();
  const holds = await Promise.all(rows.slice(0, limit).map((row) => holdOf(parts, row, today)));
  const last = holds.at(-1);
  return { holds, next: rows.length > limit && last !== undefined ? `${last.reviewOn}_${last.id}` : null };
}

type HoldRow = {
  readonly id: string;
  readonly file_id: string;
  readonly line_id: string;
  readonly sealed: Buffer;
  readonly placed_by: string;
  readonly placed_name: string | null;
  readonly placed_at: Temporal.Instant;
  readonly review_on: string;
  readonly lifted_by: string | null;
  readonly lifted_name: string | null;
  readonly lifted_at: Temporal.Instant | null;
  readonly lifted_sealed: Buffer | null;
};

async function holdOf(parts: Sealing, row: HoldRow, today: string): Promise<Hold> {
  const [reason = '', basis = ''] = await openWords(parts, { table: 'hold', row: row.id }, row.sealed);
  return {
    id: row.id,
    file: FileId.parse(row.file_id),
    line: LineId.parse(row.line_id),
    reason,
    basis,
    by: { id: PersonId.parse(row.placed_by), name: row.placed_name ?? '' },
    at: row.placed_at.toString(),
    reviewOn: row.review_on,
    reviewDue: row.lifted_at === null && row.review_on <= today,
    lifted: await liftedOf(parts, row),
  };
}

async function liftedOf(parts: Sealing, row: HoldRow): Promise<Hold['lifted']> {
  const { lifted_at: at, lifted_by: by, lifted_sealed: sealed } = row;
  if (at === null || by === null || sealed === null) return null;
  const [reason = ''] = await openWords(parts, { table: 'hold', column: 'lifted_sealed', row: row.id }, sealed);
  return { by: { id: PersonId.parse(by), name: row.lifted_name ?? '' }, at: at.toString(), reason };
}

/** A decision to be recorded. */
export type NewDecision = {
  readonly clock: ClockId;
  readonly deciding: Deciding;
  readonly reason: string;
  readonly by: string;
  readonly at: Temporal.Instant;
};

/** Records a custodian's decision on a class whose term has ended (S3-70). Returns the file. */
export async function addDecision(
  parts: Sealing,
  tx: Tx,
  { clock: id, deciding, reason, by, at }: NewDecision,
): Promise<Result<FileId, 'no-such-clock' | DecisionRefusal>> {
  const found = await tx.selectFrom('privacy.clock').select('file_id').where('id', '=', id).executeTakeFirst();
  if (found === undefined) return refuse('no-such-clock');
  const fileId = FileId.parse(found.file_id);
  const file = await lockFile(tx, fileId);
  const clock = (await lockClocks(tx, fileId)).find((one) => one.id === id);
  if (file === undefined || clock === undefined) return refuse('no-such-clock');
  if (clock.timing === null) return refuse('term-not-over');
  const decided = decide(clock.timing, deciding, at);
  if (!decided.ok) return decided;
  await saveClock(tx, id, decided.value, by);
  const row = randomUUID();
  await tx
    .insertInto('privacy.decision')
    .values({
      id: row,
      organisation_id: file.organisation,
      clock_id: id,
      what: deciding.what,
      keep_until: deciding.what === 'keep' ? deciding.until : null,
      sealed: await sealWords(parts, { table: 'decision', row }, [reason]),
      decided_by: by,
      decided_at: at,
    })
    .execute();
  return ok(fileId);
}

/** All decisions on a file, in order. */
export async function loadDecisions(parts: Sealing, tx: Tx, file: FileId): Promise<Decision[]> {
  const rows = await tx
    .selectFrom('privacy.decision as d')
    .innerJoin('privacy.clock as c', 'c.id', 'd.clock_id')
    .leftJoin('identity.person as n', 'n.id', 'd.decided_by')
    .selectAll('d')
    .select(['c.class', 'n.name'])
    .where('c.file_id', '=', file)
    .orderBy('d.decided_at')
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      clock: ClockId.parse(row.clock_id),
      class: ClockedClass.parse(row.class),
      what: row.what === 'keep' ? ('keep' as const) : ('destroy' as const),
      until: row.keep_until?.toString() ?? null,
      reason: (await openWords(parts, { table: 'decision', row: row.id }, row.sealed))[0] ?? '',
      by: { id: PersonId.parse(row.decided_by), name: row.name ?? '' },
      at: row.decided_at.toString(),
    })),
  );
}
