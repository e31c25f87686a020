// What a person may do, for showing only: the same table by which the server refuses. Conditions that only the server
// can judge (the duty gate) count as met here, so that nothing is hidden that would not be refused.
import { type Condition, type Group, type Right, rights } from '../../server/modules/identity/contract.ts';

/** Whether members of these groups hold the right, as far as groups decide it. */
export function holds(groups: readonly Group[], right: Right): boolean {
  const lists: readonly (readonly Condition[])[] = rights[right].anyOf;
  return lists.some(
    (list) => list.some(isGroup) && list.every((condition) => !isGroup(condition) || groups.includes(condition)),
  );
}

const isGroup = (condition: Condition): condition is Group =>
  condition !== 'own' && condition !== 'below' && condition !== 'on-duty';
