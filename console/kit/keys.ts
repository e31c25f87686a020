// Keys that work everywhere on the desk. With Ctrl or ⌘ they always do; single letters only where nobody is typing, and
// only as long as they are switched on.
import { useEffect, useRef } from 'react';
import { gate } from './gate.ts';
import { letterKeys } from './preferences.ts';

/** What keys do: `ctrl+k`, `?`, `g h`. */
export type Keys = Readonly<Record<string, () => void>>;

const typing = 'input, textarea, select, [contenteditable="true"], [role="combobox"]';

/** A letter after `g` counts for so many milliseconds. */
const sequence = 1200;

/** Listens as long as the component is there. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    let begun = 0;
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || gate.get() !== 'open') return;
      const name = nameOf(event, Date.now() - begun < sequence);
      begun = name === 'g' ? Date.now() : 0;
      const deed = name === null ? undefined : latest.current[name];
      if (deed === undefined) return;
      event.preventDefault();
      deed();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}

function nameOf(event: KeyboardEvent, afterG: boolean): string | null {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return event.altKey || event.shiftKey ? null : `ctrl+${key}`;
  const inField = event.target instanceof Element && event.target.closest(typing) !== null;
  if (event.altKey || inField || letterKeys.get() === 'off') return null;
  return afterG ? `g ${key}` : key;
}
