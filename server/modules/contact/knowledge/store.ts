// The tables of texts. Versions and decisions are only added; that nobody decides about their own writing is the
// database's to keep.
import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { type DB, refusalOf } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { PersonId } from '../../identity/contract.ts';
import { type TextContent, TextId, TextKind, type TextVersion, type WholeText } from './contract.ts';
import { type Kept, standingOf } from './standing.ts';

type Tx = Transaction<DB>;

/** Somebody who writes or decides, and when. */
export type Hand = { readonly person: string; readonly at: Temporal.Instant };

/** What is added: the content and the initials of its title. */
export type Written = TextContent & { readonly initials: string };

/** Puts a new text on file with its first version. */
export async function addText(tx: Tx, written: Written, by: Hand): Promise<TextId> {
  const id = TextId.parse(randomUUID());
  const own = sql<string>`platform.organisation()`;
  await tx.insertInto('contact.text').values({ id, organisation_id: own }).execute();
  await addVersion(tx, { id, version: 1, written, by });
  return id;
}

/** Adds a version after another; refused when somebody else added one meanwhile. */
export async function addVersionAfter(
  tx: Tx,
  { id, after, written, by }: { id: TextId; after: number; written: Written; by: Hand },
): Promise<Result<null, 'changed-meanwhile'>> {
  try {
    await addVersion(tx, { id, version: after + 1, written, by });
    return ok(null);
  } catch (error) {
    const refusal = refusalOf(error, { text_version_pkey: 'changed-meanwhile' as const });
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

async function addVersion(
  tx: Tx,
  { id, version, written, by }: { id: TextId; version: number; written: Written; by: Hand },
): Promise<void> {
  const { kind, title, zh, en, tags, source, sourceDate, initials } = written;
  await tx
    .insertInto('contact.text_version')
    .values({
      text_id: id,
      version,
      organisation_id: sql<string>`platform.organisation()`,
      kind,
      title,
      zh,
      en,
      tags: sql<string[]>`${[...tags]}::text[]`,
      source,
      source_date: sourceDate,
      initials,
      written_by: by.person,
      written_at: by.at,
    })
    .execute();
}

/** What somebody decides about a version. */
export type Deciding = { readonly id: TextId; readonly version: number } & (
  | { readonly what: 'approved' | 'reviewed'; readonly reviewBy: string }
  | { readonly what: 'returned'; readonly reason: string }
);

/** Puts a decision on file, by somebody else than who wrote the version. */
export async function addDecision(
  tx: Tx,
  deciding: Deciding,
  by: Hand,
): Promise<Result<null, 'own-writing' | 'decided-already'>> {
  const { id, version, what } = deciding;
  const reason = what === 'returned' ? deciding.reason : null;
  const reviewBy = what === 'returned' ? null : deciding.reviewBy;
  try {
    await sql`
      insert into contact.text_decision
        (text_id, version, organisation_id, written_by, what, reason, review_by, decided_by, decided_at)
      select v.text_id, v.version, v.organisation_id, v.written_by, ${what}, ${reason}, ${reviewBy}::date,
             ${by.person}::uuid, ${by.at}::timestamptz
        from contact.text_version v where v.text_id = ${id} and v.version = ${version}`.execute(tx);
    return ok(null);
  } catch (error) {
    const refusal = refusalOf(error, {
      approved_by_another: 'own-writing' as const,
      text_decided_once: 'decided-already' as const,
    });
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

/** Takes a text out of use. */
export async function withdraw(tx: Tx, id: TextId, reason: string, by: Hand): Promise<void> {
  await tx
    .updateTable('contact.text')
    .set({ withdrawn_at: by.at, withdrawn_by: by.person, withdrawn_reason: reason })
    .where('id', '=', id)
    .execute();
}

/** A text with all its versions; undefined: the organisation has none of this id. `me` looks at it on `today`. */
export async function findText(
  tx: Tx,
  id: TextId,
  { me, today }: { readonly me: string; readonly today: string },
): Promise<WholeText | undefined> {
  const text = await tx
    .selectFrom('contact.text as t')
    .leftJoin('identity.person as p', 'p.id', 't.withdrawn_by')
    .select(['t.withdrawn_at', 't.withdrawn_by', 't.withdrawn_reason', 'p.name'])
    .where('t.id', '=', id)
    .executeTakeFirst();
  if (text === undefined) return undefined;
  const versions = await loadVersions(tx, id);
  const [latest] = versions;
  if (latest === undefined) throw new Error('A text without a version is on file.');
  const { withdrawn_at: at, withdrawn_by: by, withdrawn_reason: reason } = text;
  const kept = keptOf(versions, at !== null);
  const standing = standingOf(kept, today);
  return {
    id,
    kind: latest.kind,
    title: latest.title,
    tags: latest.tags,
    state: standing.state,
    version: latest.version,
    sendable: standing.sendable,
    by: latest.by,
    at: latest.at,
    reviewBy: kept.approved?.reviewBy ?? null,
    mine: latest.by.id === me,
    versions,
    withdrawn:
      at === null || by === null || reason === null
        ? null
        : { by: { id: PersonId.parse(by), name: text.name ?? '' }, at: at.toString(), reason },
  };
}

/** What the standing of a text follows from; `versions` has the latest first. */
function keptOf(versions: readonly TextVersion[], withdrawn: boolean): Kept {
  const [latest] = versions;
  if (latest === undefined) throw new RangeError('A text has a version.');
  const approved = versions.find(({ decision }) => decision?.what === 'approved');
  const reviewBy = approved?.decision?.reviewBy ?? null;
  return {
    withdrawn,
    latest: { version: latest.version, decision: latest.decision?.what ?? null },
    approved: approved === undefined || reviewBy === null ? null : { version: approved.version, reviewBy },
  };
}

/** Versions with the latest decision about each. */
const decided = (tx: Tx) =>
  tx
    .selectFrom('contact.text_version as v')
    .leftJoin('identity.person as w', 'w.id', 'v.written_by')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('contact.text_decision as d')
          .leftJoin('identity.person as p', 'p.id', 'd.decided_by')
          .select(['d.what', 'd.decided_by', 'd.decided_at', 'd.reason', 'd.review_by', 'p.name as decider'])
          .whereRef('d.text_id', '=', 'v.text_id')
          .whereRef('d.version', '=', 'v.version')
          .orderBy('d.number', 'desc')
          .limit(1)
          .as('d'),
      (join) => join.onTrue(),
    )
    .selectAll('v')
    .select(['w.name as writer', 'd.what', 'd.decided_by', 'd.decided_at', 'd.reason', 'd.review_by', 'd.decider']);

async function loadVersions(tx: Tx, id: TextId): Promise<TextVersion[]> {
  const rows = await decided(tx).where('v.text_id', '=', id).orderBy('v.version', 'desc').execute();
  return rows.map((row) => ({
    version: row.version,
    kind: TextKind.parse(row.kind),
    title: row.title,
    zh: row.zh,
    en: row.en,
    tags: row.tags,
    source: row.source,
    sourceDate: row.source_date,
    by: { id: PersonId.parse(row.written_by), name: row.writer ?? '' },
    at: row.written_at.toString(),
    decision:
      row.what === null || row.decided_by === null || row.decided_at === null
        ? null
        : {
            what: row.what === 'returned' ? 'returned' : 'approved',
            by: { id: PersonId.parse(row.decided_by), name: row.decider ?? '' },
            at: row.decided_at.toString(),
            reason: row.reason,
            reviewBy: row.review_by,
          },
  }));
}
