// The tree of organisations: what each administration sees of its own, what an authority sees and does below it. What an
// authority does to another organisation stands in the audit of both.
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { ZONE } from '#platform/clock.ts';
import type { DB } from '#platform/database/index.ts';
import { type Caller, defineRoute, type Note, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { OrganisationId, PersonId } from '../contract.ts';
import { type Link, saveInvitation } from '../invitations/store.ts';
import { firstGroups } from '../members/belonging.ts';
import {
  changeOrganisation,
  closeOrganisation,
  getOrganisation,
  inviteFirstAdministrator,
  listOrganisations,
  type Organisation,
  overseeInstitutions,
  setUpOrganisation,
} from './contract.ts';
import {
  changeRefusals,
  closeRefusals,
  firstAdministratorRefusals,
  noSuchOrganisation,
  setUpRefusals,
} from './refusals.ts';
import { changedFields, decideChange, dutyModeOn, type OrganisationChange } from './standing.ts';
import {
  loadMemberCounts,
  loadOrganisationForUpdate,
  loadOrganisations,
  saveClosing,
  saveNewOrganisation,
  saveOrganisation,
} from './store.ts';

const colleagues = { none: 'Names of organisations and counts; nothing about anybody who is helped.' } as const;

/** Everything a deed needs besides what was asked. */
type Doing = {
  readonly tx: Transaction<DB>;
  readonly note: (note: Note) => void;
  readonly caller: Caller;
  readonly now: Temporal.Instant;
};

/** The rows of the tree. */
export const organisationRoutes: readonly Route[] = [
  defineRoute({
    ...listOrganisations,
    about: 'The organisation acted for and those below it.',
    access: { may: 'identity.see-organisation' },
    audit: colleagues,
    run: (_, { transact }) => transact(async (tx) => ok({ organisations: await loadOrganisations(tx) })),
    refusals: {},
  }),
  defineRoute({
    ...overseeInstitutions,
    about: 'How the institutions below stand: duty mode and how many people; nothing about those they help.',
    access: { may: 'identity.oversee' },
    audit: colleagues,
    run: ({ query }, { transact, caller, now }) =>
      transact(async (tx) => {
        const all = await loadInstitutions(tx, OrganisationId.parse(caller.organisation), now);
        const institutions = all.filter(({ dutyMode }) => query.dutyMode === undefined || dutyMode === query.dutyMode);
        return ok({ institutions, notInDutyMode: all.filter(({ dutyMode }) => dutyMode !== 'on').length });
      }),
    refusals: {},
  }),
  defineRoute({
    ...getOrganisation,
    about: 'One organisation.',
    access: { may: 'identity.see-organisation' },
    audit: colleagues,
    run: ({ params }, { transact }) =>
      transact(async (tx) => {
        const [organisation] = await loadOrganisations(tx, params.id);
        return organisation === undefined ? refuse('no-such-organisation') : ok(organisation);
      }),
    refusals: { 'no-such-organisation': noSuchOrganisation },
  }),
  defineRoute({
    ...setUpOrganisation,
    about: 'Sets up an organisation below an authority and invites its first administrator.',
    access: { may: 'identity.set-up-organisation' },
    audit: 'identity.set-up-organisation',
    run: ({ body }, { transact, caller, now }) => transact((tx, note) => setUp(body, { tx, note, caller, now })),
    refusals: setUpRefusals,
  }),
  defineRoute({
    ...changeOrganisation,
    about: 'Changes name, kind, department, duty mode, or whether it serves everybody.',
    access: { may: 'identity.manage-organisation' },
    audit: 'identity.change-organisation',
    run: ({ params, body }, { transact, caller, now }) =>
      transact((tx, note) => change(params.id, body, { tx, note, caller, now })),
    refusals: changeRefusals,
  }),
  defineRoute({
    ...closeOrganisation,
    about: 'Closes an organisation below; nobody acts for it from then on.',
    access: { may: 'identity.set-up-organisation' },
    audit: 'identity.close-organisation',
    run: ({ params }, { transact, caller, now }) => transact((tx, note) => close(params.id, { tx, note, caller, now })),
    refusals: closeRefusals,
  }),
  defineRoute({
    ...inviteFirstAdministrator,
    about: 'Invites an administrator to an organisation below that has none.',
    access: { may: 'identity.set-up-organisation' },
    audit: 'identity.invite',
    run: ({ params, body }, { transact, caller, now }) =>
      transact((tx, note) => inviteFirst(params.id, body, { tx, note, caller, now })),
    refusals: firstAdministratorRefusals,
  }),
];

async function loadInstitutions(tx: Transaction<DB>, above: OrganisationId, now: Temporal.Instant) {
  const [organisations, counts] = [await loadOrganisations(tx), await loadMemberCounts(tx)];
  const today = now.toZonedDateTimeISO(ZONE).toPlainDate().toString();
  return organisations
    .filter(({ id, closedAt }) => id !== above && closedAt === null)
    .map((organisation) => ({
      ...organisation,
      dutyMode: dutyModeOn(organisation.dutyModeFrom, today),
      members: { ...nobody, ...counts.get(organisation.id) },
    }));
}

const nobody = { administration: 0, counselling: 0, supervision: 0, custody: 0, authority: 0, expert: 0 };

type SetUp = z.output<(typeof setUpOrganisation)['input']['body']>;
type SetUpDone = { organisation: Organisation; invitation: { token: string; expiresAt: string } };

async function setUp(asked: SetUp, doing: Doing): Promise<Result<SetUpDone, keyof typeof setUpRefusals>> {
  const { tx, caller } = doing;
  const above = await loadOrganisationForUpdate(tx, asked.parent ?? OrganisationId.parse(caller.organisation));
  if (above === undefined) return refuse('no-such-organisation');
  if (above.closedAt !== null) return refuse('closed');
  if (above.kind !== 'authority') return refuse('not-an-authority');
  const { name, kind, department, administrator } = asked;
  const made = await saveNewOrganisation(tx, { parent: above.id, name, kind, department });
  if (!made.ok) return made;
  const link = await inviteAdministrator(administrator, { id: made.value, kind }, doing);
  noteBoth(doing, made.value, { kind, invitation: link.id });
  const [organisation] = await loadOrganisations(tx, made.value);
  if (organisation === undefined) throw new Error('An organisation that was set up is not there.');
  return ok({ organisation, invitation: shown(link) });
}

async function change(
  id: OrganisationId,
  asked: OrganisationChange,
  doing: Doing,
): Promise<Result<Organisation, keyof typeof changeRefusals>> {
  const before = await loadOrganisationForUpdate(doing.tx, id);
  if (before === undefined) return refuse('no-such-organisation');
  const decided = decideChange(before, asked);
  if (!decided.ok) return decided;
  const saved = await saveOrganisation(doing.tx, id, decided.value);
  if (!saved.ok) return saved;
  const { dutyModeFrom } = decided.value;
  noteBoth(doing, id, { changed: changedFields(before, decided.value), dutyModeFrom });
  return ok({ ...before, ...decided.value });
}

async function close(id: OrganisationId, doing: Doing): Promise<Result<Organisation, keyof typeof closeRefusals>> {
  const { tx, caller, now } = doing;
  const organisation = await loadOrganisationForUpdate(tx, id);
  if (organisation === undefined) return refuse('no-such-organisation');
  if (organisation.closedAt !== null) return refuse('closed');
  if (id === caller.organisation) return refuse('own-organisation');
  const below = (await loadOrganisations(tx)).some(({ parent, closedAt }) => parent === id && closedAt === null);
  if (below) return refuse('organisations-below');
  await saveClosing(tx, id, now);
  noteBoth(doing, id);
  return ok({ ...organisation, closedAt: now.toString() });
}

async function inviteFirst(
  id: OrganisationId,
  administrator: Administrator,
  doing: Doing,
): Promise<Result<SetUpDone['invitation'], keyof typeof firstAdministratorRefusals>> {
  const { tx } = doing;
  const organisation = await loadOrganisationForUpdate(tx, id);
  if (organisation === undefined) return refuse('no-such-organisation');
  if (organisation.closedAt !== null) return refuse('closed');
  const { administration = 0 } = (await loadMemberCounts(tx)).get(id) ?? {};
  if (administration > 0) return refuse('has-administrator');
  const link = await inviteAdministrator(administrator, organisation, doing);
  noteBoth(doing, id, { invitation: link.id, groups: [...firstGroups(organisation.kind)] });
  return ok(shown(link));
}

type Administrator = { readonly name: string; readonly email: string };

function inviteAdministrator(
  administrator: Administrator,
  { id: organisation, kind }: Pick<Organisation, 'id' | 'kind'>,
  { tx, caller, now }: Doing,
): Promise<Link> {
  const by = PersonId.parse(caller.person);
  const groups = firstGroups(kind);
  return saveInvitation(tx, { ...administrator, organisation, staffNumber: null, groups, by }, now);
}

const shown = ({ token, expiresAt }: Link) => ({ token, expiresAt: expiresAt.toString() });

/** What is done to another organisation stands in its own audit as well as in that of who did it. */
function noteBoth(
  { note, caller }: Doing,
  organisation: OrganisationId,
  detail: NonNullable<Note['detail']> = {},
): void {
  const line: Note = { subject: `organisation:${organisation}`, detail };
  note(line);
  if (organisation !== caller.organisation) note({ ...line, organisation });
}
