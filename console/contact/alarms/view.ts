// Which alarms stand on top of every screen, for whom they wait, and which are new.
import type { Alarm } from '../../../server/modules/contact/desk/contract.ts';
import type { Group } from '../../../server/modules/identity/contract.ts';

export type AlarmGroup = 'administration' | 'supervision';
const groups: readonly AlarmGroup[] = ['administration', 'supervision'];

/** The groups that have not acknowledged yet. */
export const waitsFor = (alarm: Alarm): readonly AlarmGroup[] => groups.filter((group) => alarm[group] === null);

/** Whether somebody of these groups is asked to acknowledge. */
export const asksMe = (alarm: Alarm, mine: readonly Group[]): boolean =>
  waitsFor(alarm).some((group) => mine.includes(group));

/** Alarms that stand on top: those that anybody still has to acknowledge, mine first, then the oldest. */
export function alarmsOnTop(alarms: readonly Alarm[], mine: readonly Group[]): readonly Alarm[] {
  return alarms
    .filter((alarm) => waitsFor(alarm).length > 0)
    .toSorted(
      (one, other) =>
        Number(asksMe(other, mine)) - Number(asksMe(one, mine)) || Date.parse(one.at) - Date.parse(other.at),
    );
}

/** Alarms that were not there before and that ask me. */
export function newAlarms(before: readonly Alarm[], after: readonly Alarm[], mine: readonly Group[]): readonly Alarm[] {
  const known = new Set(before.map(({ contact }) => contact));
  return after.filter((alarm) => !known.has(alarm.contact) && asksMe(alarm, mine));
}
