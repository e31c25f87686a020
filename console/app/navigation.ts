// What the navigation shows to whom: the screens whose right somebody holds, under the heading of their part.
import type { Right } from '../../server/modules/identity/contract.ts';
import { type NavigationGroup, navigationGroups, type Screen } from '../kit/screens.ts';

/** One part of the navigation with its screens. */
export type Part = { readonly group: Exclude<NavigationGroup, 'none'>; readonly rows: readonly Screen[] };

/** Whether a screen is there for somebody. */
export function isOpenTo(screen: Screen, may: (right: Right) => boolean): boolean {
  return screen.may === 'everybody' || screen.may.some(may);
}

/** The parts that have at least one screen for somebody, in order. */
export function navigationOf(screens: readonly Screen[], may: (right: Right) => boolean): readonly Part[] {
  return navigationGroups.flatMap((group) => {
    if (group === 'none') return [];
    const rows = screens.filter((screen) => screen.group === group && isOpenTo(screen, may));
    return rows.length === 0 ? [] : [{ group, rows }];
  });
}

/** Whether the rail marks this row as the one that is open; `/people/…` belongs to `/people`. */
export function isCurrent(path: string, location: string): boolean {
  return path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);
}
