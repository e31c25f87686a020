// How an organisation stands on a day, and what of it may be changed. An authority never becomes something else and
// nothing else becomes one, since rights over others hang on it; only a university centre is opened to everybody, and
// on a named ground.
import { ok, refuse, type Result } from '#platform/result.ts';
import type { Organisation, PublicBasis } from './contract.ts';

/** What can be changed about an organisation. */
export type Changeable = Pick<
  Organisation,
  'name' | 'kind' | 'department' | 'dutyModeFrom' | 'publicFrom' | 'publicBasis'
>;

/** What is to be changed; the rest stays. */
export type OrganisationChange = { readonly [K in keyof Changeable]?: Changeable[K] | undefined };

/** Why a change is refused. */
export type ChangeRefusal = 'closed' | 'authority-stays' | 'only-universities' | 'basis-missing';

/** Whether it is in duty mode on a day (S1-04). Days are ISO text in Asia/Shanghai. */
export function dutyModeOn(dutyModeFrom: string | null, day: string): 'on' | 'announced' | 'off' {
  if (dutyModeFrom === null) return 'off';
  return dutyModeFrom <= day ? 'on' : 'announced';
}

/** What an organisation is after a change. */
export function decideChange(
  before: Changeable & { readonly closedAt: string | null },
  change: OrganisationChange,
): Result<Changeable, ChangeRefusal> {
  if (before.closedAt !== null) return refuse('closed');
  const kind = change.kind ?? before.kind;
  if (kind !== before.kind && (kind === 'authority' || before.kind === 'authority')) return refuse('authority-stays');
  const publicFrom = or(change.publicFrom, before.publicFrom);
  const publicBasis: PublicBasis | null = publicFrom === null ? null : or(change.publicBasis, before.publicBasis);
  if (publicFrom !== null && kind !== 'university') return refuse('only-universities');
  if (publicFrom !== null && publicBasis === null) return refuse('basis-missing');
  return ok({
    name: change.name ?? before.name,
    kind,
    department: or(change.department, before.department),
    dutyModeFrom: or(change.dutyModeFrom, before.dutyModeFrom),
    publicFrom,
    publicBasis,
  });
}

/** The names of what a change makes different, for the audit. */
export function changedFields(before: Changeable, after: Changeable): string[] {
  const names = ['name', 'kind', 'department', 'dutyModeFrom', 'publicFrom', 'publicBasis'] as const;
  return names.filter((name) => before[name] !== after[name]);
}

const or = <Value>(given: Value | undefined, before: Value): Value => (given === undefined ? before : given);
