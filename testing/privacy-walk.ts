// The moves of a random walk through files, holds and time: who does what for which organisation, whether they may or not.
import fc from 'fast-check';
import type { Group, OrganisationId, PersonId } from '../server/modules/identity/contract.ts';
import type { People } from './people.ts';

/** Somebody who belongs to one group of one organisation. */
export type Member = { readonly person: PersonId; readonly group: Group; readonly home: OrganisationId };

/** One step: what, of which file, by whom, for which organisation, and a number that means hours or days. */
export type Move = {
  readonly what:
    | 'open'
    | 'end'
    | 'follow'
    | 'wish'
    | 'hold'
    | 'lift'
    | 'destroy'
    | 'keep'
    | 'read'
    | 'list'
    | 'tell'
    | 'pass'
    | 'outage';
  readonly file: number;
  /** Null: the custodian of the file's own organisation. */
  readonly member: Member | null;
  readonly organisation: OrganisationId | null;
  readonly hours: number;
};

const hours = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }) },
  { weight: 3, arbitrary: fc.integer({ min: 41, max: 400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 30_000 }) },
);

const groups = ['administration', 'counselling', 'supervision', 'custody', 'expert'] as const;
const groupsAbove = ['administration', 'authority', 'supervision', 'custody'] as const;

/** The institutions whose lines are contacted. */
export const institutions = ({ university, hospital, otherCentre }: People) =>
  [university, hospital, otherCentre] as const;

function staffOf(people: People): readonly Member[] {
  const member = (home: { organisation: OrganisationId }, group: Group, person: PersonId): Member => ({
    person,
    group,
    home: home.organisation,
  });
  return [
    ...institutions(people).flatMap((home) => groups.map((group) => member(home, group, home[group]))),
    ...[people.province, people.otherProvince].flatMap((home) =>
      groupsAbove.map((group) => member(home, group, home[group])),
    ),
  ];
}

/** Any move of any of the staff; those who may do something come up more often, or little would ever happen. */
export function anyMove(people: People): fc.Arbitrary<Move> {
  const staff = staffOf(people);
  const custodians = staff.filter(({ group }) => group === 'custody' || group === 'supervision');
  const organisations = [...new Set(staff.map(({ home }) => home))];
  return fc.record({
    what: anyDeed,
    file: fc.nat(20),
    member: fc.option(fc.oneof(fc.constantFrom(...staff), fc.constantFrom(...custodians)), { freq: 1 }),
    organisation: fc.option(fc.constantFrom(...organisations), { freq: 1 }),
    hours,
  });
}

const often = (what: Move['what'], weight: number) => ({ arbitrary: fc.constant(what), weight });

const anyDeed = fc.oneof(
  often('open', 4),
  often('end', 8),
  often('follow', 6),
  often('wish', 3),
  often('hold', 8),
  often('lift', 8),
  often('destroy', 7),
  often('keep', 4),
  often('read', 14),
  often('list', 4),
  often('tell', 4),
  often('pass', 12),
  often('outage', 3),
);
