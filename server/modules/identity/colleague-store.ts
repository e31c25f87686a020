// What the duty gate has to know of people and is kept here: their groups, background and experience, and which texts
// they have accepted.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { Group, OrganisationId, PersonId } from './contract.ts';
import type { Background } from './members/contract.ts';
import { loadMembers } from './members/store.ts';
import { StatementKind } from './statements/contract.ts';

/** A member with what they bring and have accepted. */
export type Colleague = {
  readonly person: PersonId;
  readonly name: string;
  readonly groups: readonly Group[];
  readonly background: Background | null;
  readonly practisingSince: string | null;
  readonly texts: readonly AcceptedText[];
};

/** A text in force, by its version, and the newest version somebody has accepted (null: none). */
export type AcceptedText = {
  readonly kind: StatementKind;
  readonly inForce: number;
  readonly accepted: number | null;
};

/** Members of an organisation now, by name; or only one of them. `today`: ISO day in Asia/Shanghai. */
export async function loadColleagues(
  tx: Transaction<DB>,
  organisation: OrganisationId,
  { person, today }: { readonly person?: PersonId; readonly today: string },
): Promise<Colleague[]> {
  const { members } = await loadMembers(tx, organisation, { person });
  const texts = await loadTexts(
    tx,
    members.map((member) => member.person),
    today,
  );
  return members.map(({ person: id, name, groups, background, practisingSince }) => ({
    person: id,
    name,
    groups,
    background,
    practisingSince,
    texts: texts.get(id) ?? [],
  }));
}

/** The texts in force on a day by person, with the newest version each has accepted. */
async function loadTexts(
  tx: Transaction<DB>,
  people: readonly PersonId[],
  today: string,
): Promise<ReadonlyMap<string, AcceptedText[]>> {
  const { rows } = await sql<{ person: string; kind: string; version: number; accepted: number | null }>`
    select p.id as person, s.kind, s.version, a.version as accepted
      from unnest(${people}::uuid[]) as p (id)
     cross join (select kind, max(version) as version from identity.statement
                  where in_force_from <= ${today} group by kind) s
      left join (select person_id, kind, max(version) as version from identity.acceptance
                  where person_id = any (${people}::uuid[]) group by person_id, kind) a
        on a.person_id = p.id and a.kind = s.kind`.execute(tx);
  const texts = new Map<string, AcceptedText[]>();
  for (const { person, kind, version: inForce, accepted } of rows) {
    const text = { kind: StatementKind.parse(kind), inForce, accepted };
    texts.set(person, [...(texts.get(person) ?? []), text]);
  }
  return texts;
}
