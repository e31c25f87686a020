// Members as their administration sees and changes them, and everybody about themselves. Decisions about who belongs
// where hold the organisation until they are made, so that two administrators cannot remove each other at once.
import type { Transaction } from 'kysely';
import { ZONE } from '#platform/clock.ts';
import type { DB } from '#platform/database/index.ts';
import { type Caller, defineRoute, type Note, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { type Group, OrganisationId, PersonId } from '../contract.ts';
import type { OnDuty } from '../member-store.ts';
import { loadOrganisationForUpdate } from '../organisations/store.ts';
import { dependsOnDutyAnywhere, rightsHeld } from '../rights.ts';
import { decideJoining, decideLeaving, decideProfile, type MemberChange } from './belonging.ts';
import {
  addToGroup,
  changeMember,
  changeSelf,
  endGroup,
  endMember,
  getMember,
  listMembers,
  type MemberDetail,
  readSelf,
  type Self,
} from './contract.ts';
import { changeRefusals, endRefusals, joinRefusals, leaveRefusals, noSuchMember } from './refusals.ts';
import { loadSelf, saveSelf } from './self-store.ts';
import {
  loadAdministrators,
  loadMemberDetail,
  loadMembers,
  saveEnding,
  saveMemberships,
  saveProfile,
  saveStaffNumber,
} from './store.ts';

const colleagues = { none: 'Colleagues see who works with them; nothing about anybody who is helped.' } as const;
const oneself = { none: 'Somebody looks at their own account.' } as const;

type Noting = (note: Note) => void;
type Doing = {
  readonly tx: Transaction<DB>;
  readonly note: Noting;
  readonly caller: Caller;
  readonly now: Temporal.Instant;
};

/** The rows about oneself. `onDuty` tells whether the duty gate is passed. */
export const selfRoutes = (onDuty: OnDuty): readonly Route[] => [
  defineRoute({
    ...readSelf,
    about: 'Where the caller belongs and what they may do there. Needs no organisation.',
    access: { may: 'identity.see-self' },
    audit: oneself,
    run: (_, { transact, caller }) => transact(async (tx) => ok(await selfOf(tx, caller, onDuty))),
    refusals: {},
  }),
  defineRoute({
    ...changeSelf,
    about: 'Changes the caller’s name or language.',
    access: { may: 'identity.see-self' },
    audit: 'identity.change-self',
    run: ({ body }, { transact, caller }) =>
      transact(async (tx, note) => {
        await saveSelf(tx, PersonId.parse(caller.person), body);
        note({ subject: `person:${caller.person}`, detail: { changed: Object.keys(body) } });
        return ok(await selfOf(tx, caller, onDuty));
      }),
    refusals: {},
  }),
];

async function selfOf(tx: Transaction<DB>, caller: Caller, onDuty: OnDuty): Promise<Self> {
  const self = await loadSelf(tx, PersonId.parse(caller.person));
  const places: Self['places'] = [];
  for (const place of self.places) {
    const { id: organisation, groups } = place;
    const member = { person: self.id, organisation, groups };
    const passed = dependsOnDutyAnywhere(groups) && (await onDuty(tx, member));
    places.push({ ...place, rights: [...rightsHeld({ groups, onDuty: passed })] });
  }
  return { ...self, places };
}

/** The rows about members. */
export const memberRoutes: readonly Route[] = [
  defineRoute({
    ...listMembers,
    about: 'Members of the organisation by name, a page at a time.',
    access: { may: 'identity.see-people' },
    audit: colleagues,
    run: ({ query }, { transact, caller }) =>
      transact(async (tx) => ok(await loadMembers(tx, OrganisationId.parse(caller.organisation), query))),
    refusals: {},
  }),
  defineRoute({
    ...getMember,
    about: 'One member with their groups now and before.',
    access: { may: 'identity.see-people' },
    audit: colleagues,
    run: ({ params }, { transact, caller }) =>
      transact(async (tx) => {
        const member = await loadMemberDetail(tx, OrganisationId.parse(caller.organisation), params.person);
        return member === undefined ? refuse('no-such-member') : ok(member);
      }),
    refusals: { 'no-such-member': noSuchMember },
  }),
  defineRoute({
    ...changeMember,
    about: 'Changes a member’s name, staff number, background or experience.',
    access: { may: 'identity.manage-people' },
    audit: 'identity.change-member',
    run: ({ params, body }, { transact, caller, now }) =>
      transact((tx, note) => change(params.person, body, { tx, note, caller, now })),
    refusals: changeRefusals,
  }),
  defineRoute({
    ...addToGroup,
    about: 'Puts a member, or somebody who was one, into a group.',
    access: { may: 'identity.manage-people' },
    audit: 'identity.add-to-group',
    run: ({ params, body }, { transact, caller, now }) =>
      transact((tx, note) => join(params.person, body.group, { tx, note, caller, now })),
    refusals: joinRefusals,
  }),
  defineRoute({
    ...endGroup,
    about: 'Ends a membership; never that of the last administrator.',
    access: { may: 'identity.manage-people' },
    audit: 'identity.end-group',
    run: ({ params }, { transact, caller, now }) =>
      transact((tx, note) => leave(params.person, params.group, { tx, note, caller, now })),
    refusals: leaveRefusals,
  }),
  defineRoute({
    ...endMember,
    about: 'Ends everything a person belongs to here; never the last administrator.',
    access: { may: 'identity.manage-people' },
    audit: 'identity.end-member',
    run: ({ params }, { transact, caller, now }) =>
      transact((tx, note) => end(params.person, { tx, note, caller, now })),
    refusals: endRefusals,
  }),
];

async function change(
  person: PersonId,
  asked: MemberChange,
  { tx, note, caller, now }: Doing,
): Promise<Result<MemberDetail, keyof typeof changeRefusals>> {
  const { organisation, member } = await hold(tx, caller, person);
  if (member === undefined || member.groups.length === 0) return refuse('no-such-member');
  const today = now.toZonedDateTimeISO(ZONE).toPlainDate().toString();
  const decided = decideProfile({ by: PersonId.parse(caller.person), about: person }, asked, today);
  if (!decided.ok) return decided;
  await saveProfile(tx, person, asked);
  if (asked.staffNumber !== undefined) {
    const saved = await saveStaffNumber(tx, { organisation: organisation.id, person }, asked.staffNumber);
    if (!saved.ok) return saved;
  }
  note({ subject: `person:${person}`, detail: { changed: Object.keys(asked) } });
  return detailOf(tx, organisation.id, person);
}

async function join(
  person: PersonId,
  group: Group,
  { tx, note, caller, now }: Doing,
): Promise<Result<MemberDetail, keyof typeof joinRefusals>> {
  const { organisation, member } = await hold(tx, caller, person);
  if (member === undefined) return refuse('no-such-member');
  const asking = { by: PersonId.parse(caller.person), about: person };
  const decided = decideJoining(asking, group, { groups: member.groups, kind: organisation.kind });
  if (!decided.ok) return decided;
  await saveMemberships(tx, { organisation: organisation.id, person, groups: [group] }, now);
  note({ subject: `person:${person}`, detail: { group } });
  return detailOf(tx, organisation.id, person);
}

async function leave(
  person: PersonId,
  group: Group,
  { tx, note, caller, now }: Doing,
): Promise<Result<MemberDetail, keyof typeof leaveRefusals>> {
  const { organisation, member } = await hold(tx, caller, person);
  if (member === undefined) return refuse('no-such-member');
  if (!member.groups.includes(group)) return refuse('not-in-group');
  const decided = decideLeaving(person, [group], await loadAdministrators(tx, organisation.id));
  if (!decided.ok) return decided;
  await saveEnding(tx, { organisation: organisation.id, person, groups: [group] }, now);
  note({ subject: `person:${person}`, detail: { group } });
  return detailOf(tx, organisation.id, person);
}

async function end(
  person: PersonId,
  { tx, note, caller, now }: Doing,
): Promise<Result<MemberDetail, keyof typeof endRefusals>> {
  const { organisation, member } = await hold(tx, caller, person);
  if (member === undefined || member.groups.length === 0) return refuse('no-such-member');
  const decided = decideLeaving(person, member.groups, await loadAdministrators(tx, organisation.id));
  if (!decided.ok) return decided;
  await saveEnding(tx, { organisation: organisation.id, person, groups: member.groups }, now);
  note({ subject: `person:${person}`, detail: { groups: member.groups } });
  return detailOf(tx, organisation.id, person);
}

/** The caller's organisation, held until the transaction ends, and the person in it. */
async function hold(tx: Transaction<DB>, caller: Caller, person: PersonId) {
  const organisation = await loadOrganisationForUpdate(tx, OrganisationId.parse(caller.organisation));
  if (organisation === undefined) throw new Error('The organisation of a caller is not there.');
  return { organisation, member: await loadMemberDetail(tx, organisation.id, person) };
}

async function detailOf(tx: Transaction<DB>, organisation: OrganisationId, person: PersonId) {
  const member = await loadMemberDetail(tx, organisation, person);
  if (member === undefined) throw new Error('A member who was just there is gone.');
  return ok(member);
}
