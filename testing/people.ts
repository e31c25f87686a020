// Two provinces with their institutions and somebody of every group, and a server on which a test acts as any of them.
// Who calls is told by a header, since signing in is another module's matter; what they may do is decided by the real
// table of rights and the real memberships.
import type { Kysely } from 'kysely';
import { loadStanding, type OnDuty } from '#identity/index.ts';
import type { DB } from '#platform/database/index.ts';
import type { AuditLine, Authorise, Ledger, Route } from '#platform/http/index.ts';
import type { ServerOptions } from '#platform/http/server.ts';
import { type Group, OrganisationId, type OrganisationKind, PersonId } from '../server/modules/identity/contract.ts';
import type { QualificationKind } from '../server/modules/workforce/contract.ts';
import type { TestDatabase } from './database.ts';
import { serve, type Served } from './serve.ts';

type Staff<Groups extends Group> = { readonly organisation: OrganisationId } & { readonly [G in Groups]: PersonId };

const authorityGroups = ['administration', 'authority', 'supervision', 'custody', 'expert'] as const;
const institutionGroups = ['administration', 'counselling', 'supervision', 'custody', 'expert'] as const;
type Authority = Staff<(typeof authorityGroups)[number]>;
type Institution = Staff<(typeof institutionGroups)[number]>;

/** Somebody of every group in every organisation; each of them belongs to that one group only. */
export type People = {
  /** 河东省教育厅, above `university` and `hospital`. */
  readonly province: Authority;
  readonly university: Institution;
  readonly hospital: Institution;
  /** 岭西省卫生健康委, above `otherCentre`; a tree of its own. */
  readonly otherProvince: Authority;
  readonly otherCentre: Institution;
  /** Counselling in `university` and supervision in `hospital` (S1-11). */
  readonly guest: PersonId;
  /** Belonged to `university` and has ended there. */
  readonly former: PersonId;
  /** Entered, and belongs nowhere. */
  readonly nobody: PersonId;
};

/** Makes them as the database's owner. */
export async function people(owner: Kysely<DB>): Promise<People> {
  const province = await authority(owner, 'province', '河东省教育厅');
  const otherProvince = await authority(owner, 'other-province', '岭西省卫生健康委');
  const { organisation: above } = province;
  const university = await institution(owner, 'university', { name: '河东大学', kind: 'university', above });
  const hospital = await institution(owner, 'hospital', { name: '河东省第一医院', kind: 'medical', above });
  const otherCentre = await institution(owner, 'other-centre', {
    name: '岭西心理援助中心',
    kind: 'society',
    above: otherProvince.organisation,
  });
  const [guest, former, nobody] = [
    await addPerson(owner, '客座', 'guest@university.example'),
    await addPerson(owner, '离任', 'former@university.example'),
    await addPerson(owner, '无组', 'nobody@nowhere.example'),
  ];
  await join(owner, guest, university.organisation, 'counselling');
  await join(owner, guest, hospital.organisation, 'supervision');
  await join(owner, former, university.organisation, 'administration');
  await owner
    .updateTable('identity.membership')
    .set({ since: '2025-01-01T00:00:00Z', ended_at: '2026-01-01T00:00:00Z' })
    .where('person_id', '=', former)
    .execute();
  return { province, university, hospital, otherProvince, otherCentre, guest, former, nobody };
}

/** Enters one more person. */
export async function addPerson(owner: Kysely<DB>, name: string, email: string | null = null): Promise<PersonId> {
  const row = await owner
    .insertInto('identity.person')
    .values({ name, email })
    .returning('id')
    .executeTakeFirstOrThrow();
  return PersonId.parse(row.id);
}

/** Puts somebody into a group. */
export async function join(
  owner: Kysely<DB>,
  person: PersonId,
  organisation: OrganisationId,
  group: Group,
): Promise<void> {
  await owner
    .insertInto('identity.membership')
    .values({ person_id: person, organisation_id: organisation, group_name: group })
    .execute();
}

/** Puts on record everything that the duty gate asks of a counsellor there. */
export async function putOnDuty(
  owner: Kysely<DB>,
  person: PersonId,
  organisation: OrganisationId,
  recordedBy: PersonId,
): Promise<void> {
  const row = { person_id: person, organisation_id: organisation, recorded_by: recordedBy, evidence: '证书' };
  const when = { issued_on: '2020-01-01', recorded_at: '2020-01-01T00:00:00Z' };
  const kinds = [
    'screening',
    'professional-qualification',
    'basic-competence',
    'crisis-competence',
    'ethics-training',
  ] as const satisfies readonly QualificationKind[];
  await owner
    .insertInto('workforce.qualification')
    .values(kinds.map((kind) => ({ ...row, ...when, kind, communication_assessed: true })))
    .execute();
  await owner
    .insertInto('identity.acceptance')
    .columns(['person_id', 'kind', 'version', 'accepted_at'])
    .expression((query) =>
      query
        .selectFrom('identity.statement')
        .select((eb) => [
          eb.val(person).as('person_id'),
          'kind',
          'version',
          eb.val(when.recorded_at).as('accepted_at'),
        ]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await owner
    .updateTable('identity.person')
    .set({ background: 'counsellor', practising_since: '2018-09-01' })
    .where('id', '=', person)
    .execute();
}

type Described = { readonly name: string; readonly kind: OrganisationKind; readonly above: OrganisationId | null };

/** Enters one more organisation. */
export async function addOrganisation(owner: Kysely<DB>, { name, kind, above }: Described): Promise<OrganisationId> {
  const row = await owner
    .insertInto('identity.organisation')
    .values({ name, kind, parent_id: above, department: '教育' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return OrganisationId.parse(row.id);
}

async function authority(owner: Kysely<DB>, mark: string, name: string): Promise<Authority> {
  const organisation = await addOrganisation(owner, { name, kind: 'authority', above: null });
  return { organisation, ...(await staff(owner, organisation, mark, authorityGroups)) };
}

async function institution(owner: Kysely<DB>, mark: string, described: Described): Promise<Institution> {
  const organisation = await addOrganisation(owner, described);
  return { organisation, ...(await staff(owner, organisation, mark, institutionGroups)) };
}

async function staff<const Groups extends readonly Group[]>(
  owner: Kysely<DB>,
  organisation: OrganisationId,
  mark: string,
  groups: Groups,
): Promise<{ [G in Groups[number]]: PersonId }> {
  const made: Partial<Record<Group, PersonId>> = {};
  for (const group of groups) {
    made[group] = await addPerson(owner, `${mark} ${group}`, `${group}@${mark}.example`);
    await join(owner, made[group], organisation, group);
  }
  if (!hasAll(made, groups)) throw new Error('Somebody was not entered.');
  return made;
}

const hasAll = <Groups extends readonly Group[]>(
  made: Partial<Record<Group, PersonId>>,
  groups: Groups,
): made is { [G in Groups[number]]: PersonId } => groups.every((group) => made[group] !== undefined);

export type StaffOptions = Partial<ServerOptions> & {
  /** Keeps the audit; without one its lines are collected in `ledger`. */
  readonly ledger?: Ledger;
  /** The duty gate; without one nobody passes it. */
  readonly onDuty?: OnDuty;
};

/** A call as somebody. Answers are plain responses. */
export type Acting = {
  readonly get: (path: string) => Promise<Response>;
  readonly post: (path: string, body?: unknown) => Promise<Response>;
  readonly put: (path: string, body?: unknown) => Promise<Response>;
  readonly patch: (path: string, body?: unknown) => Promise<Response>;
  readonly delete: (path: string, body?: unknown) => Promise<Response>;
};

export type StaffServer = Served & {
  /** Acts as somebody for an organisation; null: nobody signed in, no organisation named. */
  readonly as: (person: PersonId | null, organisation: OrganisationId | null) => Acting;
  /** Lines of the audit so far, unless `options.ledger` keeps them. Those of a call that was undone are here too. */
  readonly ledger: AuditLine[];
};

/** Serves routes to the people of a test; close it when the file is done. */
export async function serveStaff(
  routes: readonly Route[],
  { db }: Pick<TestDatabase, 'db'>,
  { ledger: given, onDuty = async () => false, ...options }: StaffOptions = {},
): Promise<StaffServer> {
  const lines: AuditLine[] = [];
  const ledger = given ?? { append: async (_, line) => void lines.push(line) };
  const served = await serve(routes, {
    records: { db, ledger },
    authorise: authoriseByHeader(db, onDuty),
    ...options,
  });
  return { ...served, ledger: lines, as: (person, organisation) => acting(served.url, person, organisation) };
}

function authoriseByHeader(db: Kysely<DB>, onDuty: OnDuty): Authorise {
  return async ({ may, headers }) => {
    const { 'x-person': person, 'xindeng-organisation': organisation } = headers;
    if (typeof person !== 'string') return { denied: 'not-signed-in' };
    const asked = { may, person, organisation: typeof organisation === 'string' ? organisation : null };
    const standing = await loadStanding(db, asked, onDuty);
    if (standing === undefined) return { denied: 'unknown-organisation' };
    const { member, reach } = standing;
    if (reach === null) return { denied: 'not-allowed' };
    return {
      caller: {
        person: member.person,
        organisation: member.organisation,
        reach,
        session: '00000000-0000-4000-8000-00000000005e',
      },
    };
  };
}

function acting(url: string, person: PersonId | null, organisation: OrganisationId | null): Acting {
  const who = {
    ...(person === null ? {} : { 'x-person': person }),
    ...(organisation === null ? {} : { 'xindeng-organisation': organisation }),
  };
  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(url + path, {
      method,
      redirect: 'manual',
      headers: body === undefined ? who : { ...who, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path, body) => send('DELETE', path, body),
  };
}
