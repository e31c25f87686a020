// How a module's folder puts its screens into the desk: a list of rows, as routes are on the server. The shell shows
// those whose right the person holds; the code of a screen is fetched when it is first opened.
import type { ComponentType, ReactNode } from 'react';
import type { Right } from '../../server/modules/identity/contract.ts';
import type { Words } from './failure.ts';
import { watched } from './store.ts';

/** The parts of the navigation, in their order. `none`: reached from elsewhere, not listed. */
export const navigationGroups = ['work', 'directory', 'people', 'privacy', 'organisation', 'account', 'none'] as const;
export type NavigationGroup = (typeof navigationGroups)[number];

/** Keys that work on one screen only, for the sheet of all keys. */
export type ScreenKeys = readonly { readonly keys: readonly string[]; readonly what: Words }[];

/** One screen. */
export type Screen = {
  /** Under `/console`: `/people`, `/people/:id`. The component receives `params`. */
  readonly path: `/${string}`;
  /** In the navigation, in the palette and as the window's title: never anything personal. */
  readonly title: Words;
  readonly group: NavigationGroup;
  /** Shown to holders of any of these rights; `everybody` who is signed in. */
  readonly may: readonly Right[] | 'everybody';
  /** A small drawing of 20 × 20 for the rail; screens of the group `none` need none. */
  readonly icon?: () => ReactNode;
  /** More words under which the palette finds it: pinyin initials, abbreviations. */
  readonly found?: string;
  /** Opens it after `g`: one letter that no other screen has. */
  readonly letter?: string;
  readonly keys?: ScreenKeys;
  /** `() => import('./MembersScreen.tsx')`, a module with the component as its default export. */
  readonly load: () => Promise<{ readonly default: ComponentType<ScreenProps> }>;
};

/** What a screen is told: the `:names` of its path. */
export type ScreenProps = { readonly params: Readonly<Record<string, string>> };

/** Every screen of the desk, for parts that list them; filled by the shell. */
export const registered = watched<readonly Screen[]>([]);
