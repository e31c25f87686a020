// Who is signed in, and how they stand, for the console to begin with.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { Group, OrganisationId, OrganisationKind, PersonId } from '../identity/contract.ts';
import { type Me, Way } from './contract.ts';
import type { Present } from './presence-store.ts';
import { provedRecently, type SessionTerms, toDoOf, waysOf } from './standing.ts';
import { loadRenewal } from './way-back/way-back-store.ts';

/** Reads it; needs a scope that reaches everywhere. */
export async function loadMe(
  tx: Transaction<DB>,
  { session, standing }: Present,
  now: Temporal.Instant,
  terms: SessionTerms,
): Promise<Me> {
  const who = await tx
    .selectFrom('identity.person')
    .select(['name', 'email', 'language'])
    .where('id', '=', session.person)
    .executeTakeFirstOrThrow();
  const atSecondStep = standing === 'second-step';
  const renewal = atSecondStep ? null : await loadRenewal(tx, session.person, now);
  return {
    person: {
      id: PersonId.parse(session.person),
      name: who.name,
      email: who.email,
      language: who.language === 'en' ? 'en' : 'zh',
    },
    session: {
      id: session.id,
      stage: atSecondStep ? 'second-step' : 'full',
      ways: atSecondStep ? [...waysOf(session)] : [],
      locked: standing === 'locked',
      way: Way.parse(session.way),
      twoFactors: session.twoFactors,
      createdAt: session.createdAt.toString(),
      endsAt: session.endsAt.toString(),
      idleMinutes: terms.idle,
      provedRecently: provedRecently(session, now, terms),
    },
    toDo: [...toDoOf(session), ...(renewal?.told === false ? (['renewal-notice'] as const) : [])],
    factors: await loadFactors(tx, session.person),
    renewed: renewal?.renewed ?? null,
    organisations: atSecondStep ? [] : await loadOrganisations(tx, session),
  };
}

async function loadFactors(tx: Transaction<DB>, person: string): Promise<Me['factors']> {
  const { rows } = await sql<Me['factors']>`
    select exists (select from sign_in.password where person_id = ${person}) as password,
           exists (select from sign_in.totp where person_id = ${person} and confirmed_at is not null) as totp,
           (select count(*)::int from sign_in.passkey where person_id = ${person}) as passkeys,
           (select count(*)::int from sign_in.recovery_code where person_id = ${person} and used_at is null)
             as "recoveryCodes"`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('Nothing was counted.');
  return row;
}

async function loadOrganisations(tx: Transaction<DB>, { person, organisation }: Present['session']) {
  const rows = await tx
    .selectFrom('identity.membership as m')
    .innerJoin('identity.organisation as o', 'o.id', 'm.organisation_id')
    .leftJoin('identity.organisation as above', 'above.id', 'o.parent_id')
    .select(['o.id', 'o.name', 'o.kind', 'above.id as above_id', 'above.name as above_name'])
    .select(sql<string[]>`array_agg(m.group_name order by m.group_name)`.as('groups'))
    .where('m.person_id', '=', person)
    .where('m.ended_at', 'is', null)
    .where('o.closed_at', 'is', null)
    .$if(organisation !== null, (query) => query.where('o.id', '=', organisation ?? ''))
    .groupBy(['o.id', 'above.id'])
    .orderBy(sql`min(m.since)`)
    .orderBy('o.id')
    .execute();
  return rows.map((row) => ({
    id: OrganisationId.parse(row.id),
    name: row.name,
    kind: OrganisationKind.parse(row.kind),
    parent:
      row.above_id === null || row.above_name === null
        ? null
        : { id: OrganisationId.parse(row.above_id), name: row.above_name },
    groups: row.groups.map((name) => Group.parse(name)),
  }));
}
