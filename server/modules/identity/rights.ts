// Whether somebody may. The table in contract.ts is all there is: a right holds when every condition of one of its
// lists is met, and nothing outside the table is ever allowed. More groups never mean fewer rights.
import { type Condition, type Group, type Right, rights } from './contract.ts';

/** What a right depends on. */
export type Held = {
  /** Groups somebody belongs to in the organisation acted for. */
  readonly groups: readonly Group[];
  /** Whether they pass the duty gate there. */
  readonly onDuty: boolean;
};

/** How far a right reaches: the organisation acted for, or those below it too. */
export type Reach = 'own' | 'below';

/** Decides a right by its name. What the table does not know is not allowed. */
export function decideRight(right: string, held: Held): { readonly reach: Reach } | 'not-allowed' {
  if (!isRight(right)) return 'not-allowed';
  const reaches = rights[right].anyOf.flatMap((list: readonly Condition[]) => reachOf(list, held) ?? []);
  if (reaches.length === 0) return 'not-allowed';
  return { reach: reaches.includes('below') ? 'below' : 'own' };
}

/** Whether the answer depends on the duty gate, so that it is asked only then. */
export function dependsOnDuty(right: string, groups: readonly Group[]): boolean {
  const [off, on] = [false, true].map((onDuty) => decideRight(right, { groups, onDuty }));
  return JSON.stringify(off) !== JSON.stringify(on);
}

/** Whether any right of these groups depends on the duty gate. */
export function dependsOnDutyAnywhere(groups: readonly Group[]): boolean {
  return Object.keys(rights).some((right) => dependsOnDuty(right, groups));
}

/** Every right that is held, in the order of the table. */
export function rightsHeld(held: Held): readonly { readonly right: Right; readonly reach: Reach }[] {
  return Object.keys(rights)
    .filter(isRight)
    .flatMap((right) => {
      const decided = decideRight(right, held);
      return decided === 'not-allowed' ? [] : [{ right, reach: decided.reach }];
    });
}

const isRight = (name: string): name is Right => Object.hasOwn(rights, name);

/** The reach of one list, when all of it is met. A list that says neither `own` nor `below` grants nothing. */
function reachOf(list: readonly Condition[], { groups, onDuty }: Held): Reach | undefined {
  const met = list.every((condition) =>
    condition === 'own' || condition === 'below' ? true : condition === 'on-duty' ? onDuty : groups.includes(condition),
  );
  if (!met || !list.some(isGroup)) return undefined;
  return list.includes('below') ? 'below' : list.includes('own') ? 'own' : undefined;
}

const isGroup = (condition: Condition): condition is Group =>
  condition !== 'own' && condition !== 'below' && condition !== 'on-duty';
