// Where the focus goes when something is opened beside a list by hand, and where it returns when that is closed. While
// somebody steps through the list, it stays with the list.
import { type RefObject, useEffect, useRef } from 'react';

const narrow = '(max-width: 900px)';

/** For the heading of what was opened; it needs `tabIndex={-1}`. Where only one of the two is shown, it begins on top. */
export function useOpenedFocus(focus: boolean): RefObject<HTMLHeadingElement | null> {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) title.current?.focus({ preventScroll: true });
    if (matchMedia(narrow).matches) scrollTo(0, 0);
  }, [focus]);
  return title;
}

/** To the heading of what is open; after a form that stood in it is gone. */
export function focusOpened(): void {
  document.querySelector<HTMLElement>('.opened-title')?.focus({ preventScroll: true });
}

/** Back to the row that was open, once it is shown again. */
export function focusRow(): void {
  const row = document.querySelector('tr[aria-current] .row-open');
  if (row instanceof HTMLElement) requestAnimationFrame(() => row.focus());
}
