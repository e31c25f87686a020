// Brings together what is kept of people in several places and puts it to the gate.
import type { Kysely, Transaction } from 'kysely';
import { loadColleagues, type OnDuty } from '#identity/index.ts';
import { type Clock, ZONE } from '#platform/clock.ts';
import { type DB, transaction } from '#platform/database/index.ts';
import type { OrganisationId, PersonId } from '../identity/contract.ts';
import type { MemberGates, Qualification } from './contract.ts';
import { dutyGate, expiringOf, gatesOf, type Facts } from './duty-gate.ts';
import { loadQualifications } from './store.ts';

/** Today in Asia/Shanghai, as ISO text. */
export function dayOf(now: Temporal.Instant): string {
  return now.toZonedDateTimeISO(ZONE).toPlainDate().toString();
}

type Known = {
  readonly person: PersonId;
  readonly name: string;
  readonly facts: Facts;
  readonly held: Qualification[];
};

/** What the gate has to know of the members of an organisation now, or of one of them. */
async function loadKnown(
  tx: Transaction<DB>,
  organisation: OrganisationId,
  asked: { readonly person?: PersonId; readonly today: string },
): Promise<Known[]> {
  const colleagues = await loadColleagues(tx, organisation, asked);
  const qualifications = await loadQualifications(tx, organisation, asked);
  return colleagues.map(({ person, name, ...rest }) => {
    const held = qualifications.get(person) ?? [];
    const facts = { ...rest, qualifications: held.map((one) => ({ ...one, withdrawn: one.withdrawn !== null })) };
    return { person, name, facts, held };
  });
}

/** Members with their gates, by name; those whose groups need none have no gates. */
export async function loadGates(
  tx: Transaction<DB>,
  organisation: OrganisationId,
  today: string,
): Promise<MemberGates[]> {
  return (await loadKnown(tx, organisation, { today })).map((known) => gatesFor(known, today));
}

/** One member with gates and everything recorded about them; undefined: not a member now. */
export async function loadMemberGates(
  tx: Transaction<DB>,
  organisation: OrganisationId,
  { person, today }: { readonly person: PersonId; readonly today: string },
): Promise<(MemberGates & { qualifications: Qualification[] }) | undefined> {
  const [known] = await loadKnown(tx, organisation, { person, today });
  return known === undefined ? undefined : { ...gatesFor(known, today), qualifications: known.held };
}

const gatesFor = ({ person, name, facts }: Known, today: string): MemberGates => ({
  person,
  name,
  groups: [...facts.groups],
  gates: gatesOf(facts, today),
  expiring: expiringOf(facts, today),
});

/**
 * Answers whether a member of the counselling group may take contacts now. In a transaction that is open already it
 * must run in the scope of that person or of that organisation.
 */
export function createOnDuty(clock: Clock): OnDuty {
  return (db, { person, organisation, groups }) => {
    if (!groups.includes('counselling')) return Promise.resolve(false);
    const today = dayOf(clock.now());
    return within(db, { person, organisation }, async (tx) => {
      const [known] = await loadKnown(tx, organisation, { person, today });
      return known !== undefined && dutyGate('counselling', known.facts, today).passed;
    });
  };
}

function within<Value>(
  db: Kysely<DB>,
  scope: { readonly person: PersonId; readonly organisation: OrganisationId },
  work: (tx: Transaction<DB>) => Promise<Value>,
): Promise<Value> {
  return isTransaction(db) ? work(db) : transaction(db, scope, work);
}

const isTransaction = (db: Kysely<DB>): db is Transaction<DB> => db.isTransaction;
