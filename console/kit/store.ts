// The few things that every part of the screen has to know at once and that are no answer of the server: a value that
// components can watch. Nothing about anybody's work is kept here.
import { useSyncExternalStore } from 'react';

/** A value that changes, and those who watch it. */
export type Watched<T> = {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** Calls `told` after every change until the returned function is called. */
  readonly watch: (told: () => void) => () => void;
};

/** A value to watch. */
export function watched<T>(first: T): Watched<T> {
  let value = first;
  const watchers = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const told of watchers) told();
    },
    watch: (told) => {
      watchers.add(told);
      return () => void watchers.delete(told);
    },
  };
}

/** The value as it is now; the component is drawn again when it changes. */
export function useWatched<T>(store: Watched<T>): T {
  return useSyncExternalStore(store.watch, store.get);
}
