// What the list of members shows and in which order, and what of a profile was changed; without any of how.
import type { z } from 'zod';
import { Group, type OrganisationKind } from '../../../server/modules/identity/contract.ts';
import type { changeMember, Member, MemberDetail } from '../../../server/modules/identity/members/contract.ts';
import type { MemberGates } from '../../../server/modules/workforce/contract.ts';
import type { Filter } from '../../kit/filters.ts';
import { standingOf } from '../../workforce/view.ts';

/** Which members by their gate. */
export const gateFilters = ['all', 'blocked', 'passed', 'expiring'] as const;
export type GateFilter = (typeof gateFilters)[number];

export type MemberFilter = Filter & { readonly search: string; readonly group: Group | ''; readonly gate: GateFilter };

export const noMemberFilter: MemberFilter = { search: '', group: '', gate: 'all' };

/** The part of a filter that the server answers. */
export function memberQuery({ search, group }: MemberFilter): { search?: string; group?: Group } {
  return { ...(search.trim() !== '' && { search: search.trim() }), ...(group !== '' && { group }) };
}

/** A member with how they stand; undefined where the caller may not see it. */
export type Row = Member & { readonly standing: MemberGates | undefined };

/** Members with their gates; those whom something is missing for come first, else as the server sorts them. */
export function rowsOf(members: readonly Member[], gates: readonly MemberGates[] = []): readonly Row[] {
  const byPerson = new Map(gates.map((one) => [one.person, one]));
  const rows = members.map((member) => ({ ...member, standing: byPerson.get(member.person) }));
  return [...rows.filter(isIn('blocked')), ...rows.filter((row) => !isIn('blocked')(row))];
}

const isIn =
  (gate: GateFilter) =>
  ({ standing }: Row): boolean => {
    if (gate === 'all') return true;
    if (standing === undefined) return false;
    return gate === 'expiring' ? standing.expiring.length > 0 : standingOf(standing.gates) === gate;
  };

/** Those of a gate filter. */
export function shownRows(rows: readonly Row[], gate: GateFilter): readonly Row[] {
  return rows.filter(isIn(gate));
}

/** How many each gate filter shows. */
export function countsOf(rows: readonly Row[]): Readonly<Record<GateFilter, number>> {
  const count = (gate: GateFilter): number => shownRows(rows, gate).length;
  return { all: count('all'), blocked: count('blocked'), passed: count('passed'), expiring: count('expiring') };
}

/** Groups that fit the kind of organisation; `authority` exists in authorities only. */
export function groupsFor(kind: OrganisationKind): readonly Group[] {
  return Group.options.filter((group) => group !== 'authority' || kind === 'authority');
}

/** A profile as it is being typed. */
export type ProfileDraft = {
  readonly name: string;
  readonly staffNumber: string;
  readonly background: Member['background'];
  readonly practisingSince: string;
};

export function draftOf({ name, staffNumber, background, practisingSince }: MemberDetail): ProfileDraft {
  return { name, staffNumber: staffNumber ?? '', background, practisingSince: practisingSince ?? '' };
}

type Change = z.input<typeof changeMember.input.body>;

/** Only what was changed, so that nothing is written that nobody touched. */
export function changedProfile(before: MemberDetail, draft: ProfileDraft): Change {
  const was = draftOf(before);
  const name = draft.name.trim();
  const staffNumber = draft.staffNumber.trim();
  return {
    ...(name !== was.name && { name }),
    ...(staffNumber !== was.staffNumber && { staffNumber: staffNumber === '' ? null : staffNumber }),
    ...(draft.background !== was.background && { background: draft.background }),
    ...(draft.practisingSince !== was.practisingSince && {
      practisingSince: draft.practisingSince === '' ? null : draft.practisingSince,
    }),
  };
}

/** What is wrong with a profile, by the name of its words. */
export function profileFaults(
  { name, staffNumber, practisingSince }: ProfileDraft,
  today: string,
): { readonly name?: 'nameMissing'; readonly staffNumber?: 'badNumber'; readonly practisingSince?: 'noFuture' } {
  return {
    ...(name.trim() === '' && { name: 'nameMissing' as const }),
    ...(!isStaffNumber(staffNumber) && { staffNumber: 'badNumber' as const }),
    ...(practisingSince > today && { practisingSince: 'noFuture' as const }),
  };
}

/** Whether it can be a staff number; nothing can. */
export function isStaffNumber(text: string): boolean {
  return text.trim() === '' || /^[\p{L}\p{N}._/-]{1,30}$/u.test(text.trim());
}

/** Whole years from an ISO day to another. */
export function wholeYears(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}
