// The filter of a list: kept while one goes to a row and comes back, and saved under a name by those who use it daily.
// Filters never stand in the address: what is searched for may be somebody's name.
import { useCallback, useState } from 'react';
import { keep, keptText } from './preferences.ts';
import { actingFor } from './gate.ts';

/** Plain values only, as they go into a query. */
export type Filter = Readonly<Record<string, string | number | boolean | undefined>>;

/** A filter under the name that somebody gave it. */
export type SavedFilter<F extends Filter> = { readonly name: string; readonly filter: F };

const open = new Map<string, Filter>();

/** What a list is filtered by, and all that is needed to save filters under `list`, a name of its own: `people.members`. */
export type Filtering<F extends Filter> = {
  readonly filter: F;
  /** Changes what is given and leaves the rest. */
  readonly change: (part: Partial<F>) => void;
  readonly clear: () => void;
  /** Whether anything is filtered. */
  readonly on: boolean;
  readonly saved: readonly SavedFilter<F>[];
  readonly save: (name: string) => void;
  readonly use: (saved: SavedFilter<F>) => void;
  readonly remove: (name: string) => void;
  readonly restore: (saved: SavedFilter<F>) => void;
};

/** The filter of one list, beginning with `none`. */
export function useFilter<F extends Filter>(list: string, none: F): Filtering<F> {
  const key = `${actingFor.get() ?? ''} ${list}`;
  const [filter, setFilter] = useState<F>(() => ({ ...none, ...open.get(key) }));
  const [saved, setSaved] = useState(() => readSaved<F>(list));
  const put = useCallback(
    (next: F): void => {
      open.set(key, next);
      setFilter(next);
    },
    [key],
  );
  const store = (next: readonly SavedFilter<F>[]): void => {
    keep(`filters.${list}`, next.length === 0 ? null : JSON.stringify(next));
    setSaved(next);
  };
  return {
    filter,
    change: (part) => put({ ...filter, ...part }),
    clear: () => put(none),
    on: !isSame(filter, none),
    saved,
    save: (name) => store([...saved.filter((one) => one.name !== name), { name, filter }]),
    use: (one) => put({ ...none, ...one.filter }),
    remove: (name) => store(saved.filter((one) => one.name !== name)),
    restore: (one) => store([...readSaved<F>(list).filter(({ name }) => name !== one.name), one]),
  };
}

/** Whether two filters ask for the same; what is undefined or empty asks for nothing. */
export function isSame(one: Filter, other: Filter): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? '') === (other[name] ?? ''));
}

function readSaved<F extends Filter>(list: string): readonly SavedFilter<F>[] {
  try {
    const found: unknown = JSON.parse(keptText(`filters.${list}`) ?? '[]');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `store` above, on this device
    return Array.isArray(found) ? (found as readonly SavedFilter<F>[]) : [];
  } catch {
    return [];
  }
}
