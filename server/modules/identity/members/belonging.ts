// Who may be put into which group, and who may go. Nobody gives themselves a group, for groups open records; an
// organisation always keeps an administrator, for otherwise nobody could let anybody in again.
import { ok, refuse, type Result } from '#platform/result.ts';
import type { Group, OrganisationKind, PersonId } from '../contract.ts';

/** Somebody asked about, by somebody. */
export type Asking = { readonly by: PersonId; readonly about: PersonId };

/** Whether a group can exist in an organisation of this kind. */
export function groupFits(group: Group, kind: OrganisationKind): boolean {
  return group !== 'authority' || kind === 'authority';
}

/** The groups of an organisation's first administrator: whoever administers an authority alone also acts for it. */
export function firstGroups(kind: OrganisationKind): readonly Group[] {
  return kind === 'authority' ? ['administration', 'authority'] : ['administration'];
}

/** Whether somebody may be put into a group. */
export function decideJoining(
  { by, about }: Asking,
  group: Group,
  { groups, kind }: { readonly groups: readonly Group[]; readonly kind: OrganisationKind },
): Result<null, 'not-oneself' | 'already-in-group' | 'group-does-not-fit'> {
  if (by === about) return refuse('not-oneself');
  if (groups.includes(group)) return refuse('already-in-group');
  return groupFits(group, kind) ? ok(null) : refuse('group-does-not-fit');
}

/** Whether somebody may go from these groups, given who administers the organisation. */
export function decideLeaving(
  about: PersonId,
  leaving: readonly Group[],
  administrators: readonly PersonId[],
): Result<null, 'last-administrator'> {
  const others = administrators.filter((person) => person !== about);
  return leaving.includes('administration') && others.length === 0 ? refuse('last-administrator') : ok(null);
}

/** What of a colleague is changed; the rest stays. */
export type MemberChange = {
  readonly name?: string | undefined;
  readonly staffNumber?: string | null | undefined;
  readonly background?: string | null | undefined;
  readonly practisingSince?: string | null | undefined;
};

/**
 * Whether a profile may be changed so. Background and experience count for the duty gate, so nobody enters their own;
 * experience cannot begin in the future.
 */
export function decideProfile(
  { by, about }: Asking,
  change: MemberChange,
  today: string,
): Result<null, 'not-oneself' | 'in-the-future'> {
  const attested = change.background !== undefined || change.practisingSince !== undefined;
  if (by === about && attested) return refuse('not-oneself');
  return typeof change.practisingSince === 'string' && change.practisingSince > today
    ? refuse('in-the-future')
    : ok(null);
}
