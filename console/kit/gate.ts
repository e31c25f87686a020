// What stands between a person and their work, as far as the whole screen must know: nobody is signed in, the screen is
// locked, the server cannot be reached. Calls report it here; the shell shows it; waiting calls go on when it is over.
import { watched } from './store.ts';

/** `open`: as far as is known, calls may go out. */
export type Gate = 'open' | 'locked' | 'signed-out';

export const gate = watched<Gate>('open');

/** Whether the server answers. */
export const connection = watched<'up' | 'down'>('up');

/** The organisation acted for; null before somebody is signed in. */
export const actingFor = watched<string | null>(null);

/** Settles when the screen is unlocked (true), or when it was left for good (false). */
export function unlocked(): Promise<boolean> {
  return new Promise((resolve) => {
    const done = gate.watch(() => {
      if (gate.get() === 'locked') return;
      done();
      resolve(gate.get() === 'open');
    });
  });
}

/** Something must be read before the desk opens: recovery codes are shown this once. */
export const holding = watched(false);
