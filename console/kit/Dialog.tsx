// A small window over the desk, made by the browser itself: it keeps the focus inside, closes on Escape and gives the
// focus back. For short things only; nothing important happens in one.
import { type ReactNode, useEffect, useRef } from 'react';

type DialogProps = {
  /** Said to those who listen. */
  readonly label: string;
  readonly className?: string;
  /** Escape or a click beside it; a dialog without it cannot be closed by hand. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
};

/** Open as long as it is rendered. */
export function Dialog({ label, className, onClose, children }: DialogProps): ReactNode {
  const place = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = place.current;
    if (dialog === null) return undefined;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector<HTMLElement>('input:not([tabindex="-1"])')?.focus();
    return () => dialog.close();
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- a click beside it has a key: Escape
    <dialog
      ref={place}
      className={className}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose?.();
      }}
      onClick={(event) => {
        if (event.target === place.current) onClose?.();
      }}
    >
      {children}
    </dialog>
  );
}
