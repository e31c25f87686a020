// One choice of a list beneath an input. The input keeps the focus, names the choice and takes the keys, so the pointer
// is all that the choice itself listens to.
import type { ReactNode } from 'react';

type ChoiceProps = {
  /** What the input's `aria-activedescendant` names. */
  readonly id: string;
  readonly chosen: boolean;
  readonly className?: string;
  readonly onPick: () => void;
  readonly children: ReactNode;
};

/** Stands within a `role="listbox"`. */
export function Choice({ id, chosen, className, onPick, children }: ChoiceProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the input beside it takes the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      className={className}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {children}
    </div>
  );
}
