// All SQL of policies. A version is only ever added; whoever sets one takes turns, so that versions have no gaps.
import { sql, type Transaction } from 'kysely';
import { type DB, json } from '#platform/database/index.ts';
import { LineId } from '../../directory/contract.ts';
import { PersonId } from '../../identity/contract.ts';
import { type PolicyVersion, Terms } from './contract.ts';
import { inForce } from './limits.ts';

type Tx = Transaction<DB>;

/** A policy with terms: what a clock runs under. */
export type PolicyInForce = ReturnType<typeof inForce<StoredPolicy>>;

type StoredPolicy = { readonly id: string; readonly version: number; readonly terms: Terms | null };

/** What is in force for a line of an organisation now; without a line, for the organisation. */
export async function loadPolicyInForce(tx: Tx, organisation: string, line: LineId | null): Promise<PolicyInForce> {
  const [standard, own, lines] = await newest(tx, organisation);
  return inForce(standard, own, line === null ? undefined : lines.get(line));
}

/** What is in force in an organisation and for every line that has, or had, a policy of its own. */
export async function loadPolicies(
  tx: Tx,
  organisation: string,
): Promise<{ readonly organisation: PolicyInForce; readonly lines: readonly (readonly [LineId, PolicyInForce])[] }> {
  const [standard, own, lines] = await newest(tx, organisation);
  return {
    organisation: inForce(standard, own, undefined),
    lines: [...lines].map(([line, policy]) => [line, inForce(standard, own, policy)] as const),
  };
}

type Newest = readonly [StoredPolicy & { terms: Terms }, StoredPolicy | undefined, Map<LineId, StoredPolicy>];

async function newest(tx: Tx, organisation: string): Promise<Newest> {
  const rows = await tx
    .selectFrom('privacy.policy')
    .distinctOn(['organisation_id', 'line_id'])
    .select(['id', 'organisation_id', 'line_id', 'version', 'terms'])
    .where((where) => where.or([where('organisation_id', '=', organisation), where('organisation_id', 'is', null)]))
    .orderBy('organisation_id')
    .orderBy('line_id')
    .orderBy('version', 'desc')
    .execute();
  const lines = new Map<LineId, StoredPolicy>();
  let own: StoredPolicy | undefined;
  let standard: (StoredPolicy & { terms: Terms }) | undefined;
  for (const { id, organisation_id: whose, line_id: line, version, terms } of rows) {
    if (whose === null) standard = { id, version, terms: Terms.parse(terms) };
    else if (line === null) own = { id, version, terms: Terms.nullable().parse(terms) };
    else lines.set(LineId.parse(line), { id, version, terms: Terms.nullable().parse(terms) });
  }
  if (standard === undefined) throw new Error('The standard policy is missing from the database.');
  return [standard, own, lines];
}

/** What is being set. */
export type NewPolicy = {
  readonly organisation: string;
  readonly line: LineId | null;
  readonly terms: Terms | null;
  readonly reason: string | undefined;
  readonly by: string;
  readonly at: Temporal.Instant;
};

/** Adds a version. */
export async function addPolicy(tx: Tx, { organisation, line, terms, reason, by, at }: NewPolicy): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`policy ${organisation} ${line ?? ''}`}, 5746))`.execute(
    tx,
  );
  const { id } = await tx
    .insertInto('privacy.policy')
    .values((values) => ({
      organisation_id: organisation,
      line_id: line,
      version: values
        .selectFrom('privacy.policy')
        .select(sql<number>`coalesce(max(version), 0) + 1`.as('next'))
        .where('organisation_id', '=', organisation)
        .where('line_id', 'is not distinct from', line),
      terms: terms === null ? null : json(terms),
      reason: reason ?? null,
      set_by: by,
      set_at: at,
    }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** All versions of an organisation and its lines, or of one line, the newest first; then the standard ones. */
export async function loadVersions(
  tx: Tx,
  organisation: string,
  only: { readonly line?: LineId | undefined; readonly id?: string },
): Promise<PolicyVersion[]> {
  const { line, id } = only;
  const rows = await tx
    .selectFrom('privacy.policy as p')
    .leftJoin('identity.person as n', 'n.id', 'p.set_by')
    .select(['p.id', 'p.line_id', 'p.version', 'p.terms', 'p.reason', 'p.set_by', 'p.set_at', 'n.name'])
    .where((where) => where.or([where('p.organisation_id', '=', organisation), where('p.organisation_id', 'is', null)]))
    .$if(line !== undefined, (query) => query.where('p.line_id', '=', line ?? ''))
    .$if(id !== undefined, (query) => query.where('p.id', '=', id ?? ''))
    .orderBy(sql`p.organisation_id is null`)
    .orderBy('p.set_at', 'desc')
    .orderBy('p.version', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    line: row.line_id === null ? null : LineId.parse(row.line_id),
    version: row.version,
    terms: Terms.nullable().parse(row.terms),
    reason: row.reason,
    by: row.set_by === null ? null : { id: PersonId.parse(row.set_by), name: row.name ?? '' },
    at: row.set_at.toString(),
  }));
}

/** The terms of a version that a file runs under. */
export async function loadTerms(tx: Tx, policy: string): Promise<Terms> {
  const { terms } = await tx
    .selectFrom('privacy.policy')
    .select('terms')
    .where('id', '=', policy)
    .executeTakeFirstOrThrow();
  return Terms.parse(terms);
}

/** Whether the transaction acts for this organisation, or for one above it with a right that reaches down. */
export async function isWithinReach(tx: Tx, organisation: string): Promise<boolean> {
  const { rows } = await sql<{ reaches: boolean }>`select platform.reaches(${organisation}::uuid) as reaches`.execute(
    tx,
  );
  return rows[0]?.reaches === true;
}
