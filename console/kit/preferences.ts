// How one person likes the desk on this device: language, day or night, a folded rail, the width of panes, filters they
// saved. Kept in the browser; nothing in it says anything about anybody's work.
import { type Watched, useWatched, watched } from './store.ts';

export type Lang = 'zh' | 'en';

/** `auto` follows the device. */
export type Appearance = 'auto' | 'day' | 'night';

const prefix = 'xindeng.';

function kept(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

/** Keeps a preference on this device, or as long as the page is open where the browser keeps nothing. */
export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // A browser that keeps nothing still shows everything.
  }
}

/** A preference with a few possible values. */
function choice<T extends string>(name: string, values: readonly T[], otherwise: T): Watched<T> {
  const found = values.find((value) => value === kept(name)) ?? otherwise;
  const store = watched<T>(found);
  store.watch(() => keep(name, store.get()));
  return store;
}

export const language = choice<Lang>('language', ['zh', 'en'], 'zh');
export const appearance = choice<Appearance>('appearance', ['auto', 'day', 'night'], 'auto');
export const rail = choice<'wide' | 'folded'>('rail', ['wide', 'folded'], 'wide');

/** Shortcuts of a single letter get in the way of some who speak to their computer; they can be switched off. */
export const letterKeys = choice<'on' | 'off'>('letter-keys', ['on', 'off'], 'on');

/** Any other preference, as the text that was kept; null before anything was. */
export function keptText(name: string): string | null {
  return kept(name);
}

/** The language of the screen. */
export function useLang(): Lang {
  return useWatched(language);
}
