// How an organisation stands and what of it was changed, the tree below an authority, and who may change what there;
// without any of how.
import type { z } from 'zod';
import {
  type Condition,
  Email,
  Group,
  type OrganisationId,
  type OrganisationKind,
  type Right,
  rights,
} from '../../../server/modules/identity/contract.ts';
import type {
  changeOrganisation,
  InstitutionOverview,
  Organisation,
  PublicBasis,
} from '../../../server/modules/identity/organisations/contract.ts';

export const dutyModes = ['off', 'announced', 'on'] as const;
export type DutyMode = (typeof dutyModes)[number];

/** On a day (ISO, Asia/Shanghai): on since, announced for later, or off. */
export function dutyModeOn({ dutyModeFrom }: Pick<Organisation, 'dutyModeFrom'>, today: string): DutyMode {
  if (dutyModeFrom === null) return 'off';
  return dutyModeFrom <= today ? 'on' : 'announced';
}

/** Whether these groups hold a right over organisations below as well. */
export function reachesBelow(groups: readonly Group[], right: Right): boolean {
  const lists: readonly (readonly Condition[])[] = rights[right].anyOf;
  return lists.some((list) => list.includes('below') && groups.some((group) => list.includes(group)));
}

/** An organisation as it is being typed. */
export type Draft = {
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly department: string;
  readonly dutyModeFrom: string;
  readonly publicFrom: string;
  readonly publicBasis: PublicBasis | null;
};

export function draftOf(organisation: Organisation): Draft {
  const { name, kind, department, dutyModeFrom, publicFrom, publicBasis } = organisation;
  return {
    name,
    kind,
    department: department ?? '',
    dutyModeFrom: dutyModeFrom ?? '',
    publicFrom: publicFrom ?? '',
    publicBasis,
  };
}

type Change = z.input<typeof changeOrganisation.input.body>;

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Only what was changed. Opening to everybody goes with its ground, and ends with it. */
export function changedOrganisation(before: Organisation, draft: Draft): Change {
  const was = draftOf(before);
  const publicBasis = draft.publicFrom === '' ? null : draft.publicBasis;
  return {
    ...(draft.name.trim() !== was.name && { name: draft.name.trim() }),
    ...(draft.kind !== was.kind && { kind: draft.kind }),
    ...(draft.department.trim() !== was.department && { department: orNull(draft.department) }),
    ...(draft.dutyModeFrom !== was.dutyModeFrom && { dutyModeFrom: orNull(draft.dutyModeFrom) }),
    ...(draft.publicFrom !== was.publicFrom && { publicFrom: orNull(draft.publicFrom) }),
    ...(publicBasis !== was.publicBasis && { publicBasis }),
  };
}

/** What is wrong with a draft, by the name of its words. */
export function draftFaults({ name, publicFrom, publicBasis }: Draft): {
  readonly name?: 'nameMissing';
  readonly publicBasis?: 'basisMissing';
} {
  return {
    ...(name.trim() === '' && { name: 'nameMissing' as const }),
    ...(publicFrom !== '' && publicBasis === null && { publicBasis: 'basisMissing' as const }),
  };
}

/** Kinds that somebody may choose: an authority stays one, and nothing else becomes one. */
export function kindsFor(kind: OrganisationKind): readonly OrganisationKind[] {
  return kind === 'authority' ? ['authority'] : ['medical', 'university', 'society', 'other'];
}

/** One row of the tree: how deep it lies under the organisation acted for, and how it stands. */
export type Branch = {
  readonly organisation: Organisation;
  readonly depth: number;
  readonly overview: InstitutionOverview | undefined;
};

/** What lies below `root`, children under their parents, closed ones last among their kin. */
export function treeBelow(
  root: OrganisationId,
  organisations: readonly Organisation[],
  institutions: readonly InstitutionOverview[],
): readonly Branch[] {
  const overviews = new Map(institutions.map((one) => [one.id, one]));
  const under = (parent: OrganisationId, depth: number): readonly Branch[] =>
    organisations
      .filter((one) => one.parent === parent && one.id !== root)
      .toSorted((one, other) => Number(one.closedAt !== null) - Number(other.closedAt !== null))
      .flatMap((organisation) => [
        { organisation, depth, overview: overviews.get(organisation.id) },
        ...under(organisation.id, depth + 1),
      ]);
  return under(root, 0);
}

/** Branches that stand so today; those closed or without a standing only among all. */
export function standingSo(branches: readonly Branch[], mode: DutyMode | 'all'): readonly Branch[] {
  return mode === 'all' ? branches : branches.filter(({ overview }) => overview?.dutyMode === mode);
}

/** The groups somebody is in, with how many. */
export function headCounts({ members }: InstitutionOverview): readonly (readonly [Group, number])[] {
  return Group.options.flatMap((group) => (members[group] > 0 ? [[group, members[group]] as const] : []));
}

/** Those who take contacts and those who supervise them: what a list shows of an institution's people. */
export function answering(overview: InstitutionOverview): readonly (readonly [Group, number])[] {
  return headCounts(overview).filter(([group]) => group === 'counselling' || group === 'supervision');
}

/** What is wrong with the first administrator as typed. */
export function administratorFaults({ name, email }: { readonly name: string; readonly email: string }): {
  readonly name?: 'nameTyped';
  readonly email?: 'emailWrong';
} {
  return {
    ...(name.trim() === '' && { name: 'nameTyped' as const }),
    ...(!Email.safeParse(email).success && { email: 'emailWrong' as const }),
  };
}
