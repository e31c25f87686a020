// Walking through a list by keys: one row on, one row back.

/**
 * The row a step away from the one that is open, by whatever names a row; the first when none is open, the same at the
 * ends, null when there is none.
 */
export function stepped<Key extends string | number>(keys: readonly Key[], open: Key | null, step: 1 | -1): Key | null {
  const at = open === null ? -1 : keys.indexOf(open);
  if (at < 0) return keys[0] ?? null;
  return keys[at + step] ?? keys[at] ?? null;
}
