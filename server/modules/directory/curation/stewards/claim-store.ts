// The SQL of answering for a line. That one organisation at most does so is the database's to keep.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { OrganisationId } from '../../../identity/contract.ts';
import { LineId } from '../../contract.ts';
import { atChina } from '../changes/change-store.ts';
import { Claim } from './contract.ts';

type Tx = Transaction<DB>;
type State = Claim['state'];

/** Constraints, as one would say them. */
export const claimRefusals = { stewardship_one: 'claimed-already', stewardship_asked_once: 'asked-already' } as const;

const claims = (tx: Tx) =>
  tx
    .selectFrom('directory.stewardship as claim')
    .innerJoin('directory.line as line', 'line.id', 'claim.line_id')
    .selectAll('claim')
    .select('line.name')
    .select(sql<string>`directory.organisation_name(claim.organisation_id)`.as('organisation_name'))
    .select(sql<boolean>`platform.reaches(claim.organisation_id)`.as('reaches'))
    .select(
      sql<boolean>`platform.reaches(claim.organisation_id)
        and (claim.organisation_id <> platform.organisation() or directory.leads())`.as('may_decide'),
    );

type Row = Awaited<ReturnType<ReturnType<typeof claims>['execute']>>[number];

const claimOf = (row: Row): Claim => ({
  id: row.id,
  line: { id: LineId.parse(row.line_id), name: row.name },
  organisation: { id: OrganisationId.parse(row.organisation_id), name: row.organisation_name },
  askedAt: atChina(row.asked_at),
  why: row.why,
  state: Claim.shape.state.parse(row.state),
  mayDecide: row.may_decide,
});

/** The claims that the caller reaches, newest first. */
export async function loadClaims(tx: Tx, state: State | undefined): Promise<Claim[]> {
  const rows = await claims(tx)
    .where(sql<boolean>`platform.reaches(claim.organisation_id)`)
    .$if(state !== undefined, (query) => query.where('claim.state', '=', state ?? ''))
    .orderBy('claim.id', 'desc')
    .limit(500)
    .execute();
  return rows.map(claimOf);
}

/** A claim that the caller reaches. */
export async function findClaim(tx: Tx, id: number): Promise<Claim | undefined> {
  const row = await claims(tx).where('claim.id', '=', id).executeTakeFirst();
  return row === undefined || !row.reaches ? undefined : claimOf(row);
}

/** Whether some organisation answers for a line. */
export async function isClaimed(tx: Tx, line: string): Promise<boolean> {
  const row = await tx
    .selectFrom('directory.stewardship')
    .select('id')
    .where('line_id', '=', line)
    .where('state', '=', 'confirmed')
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts a claim on file. Throws where the constraints of `claimRefusals` are broken. */
export async function saveClaim(
  tx: Tx,
  claim: { line: string; organisation: string; person: string; why: string; at: Temporal.Instant; holds: boolean },
): Promise<number> {
  const { line, organisation, person, why, at, holds } = claim;
  const decided = holds ? { decided_at: at, decided_by: person, decided_why: why } : {};
  const row = await tx
    .insertInto('directory.stewardship')
    .values({
      line_id: line,
      organisation_id: organisation,
      state: holds ? 'confirmed' : 'asked',
      why,
      asked_at: at,
      asked_by: person,
      ...decided,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Decides a claim. Throws where the constraints of `claimRefusals` are broken. */
export async function saveDecision(
  tx: Tx,
  id: number,
  decision: { state: State; person: string; why: string; at: Temporal.Instant },
): Promise<void> {
  const { state, person, why, at } = decision;
  await tx
    .updateTable('directory.stewardship')
    .set({ state, decided_at: at, decided_by: person, decided_why: why })
    .where('id', '=', id)
    .execute();
}
