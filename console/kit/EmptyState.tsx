// Nothing to show: what will appear here, why it is empty, and what can be done about it.
import type { ReactNode } from 'react';

type EmptyStateProps = {
  /** What will appear here. */
  readonly title: string;
  /** Why it is empty now, and what fills it. */
  readonly why: string;
  readonly action?: ReactNode;
};

/** In the place of a list. */
export function EmptyState({ title, why, action }: EmptyStateProps): ReactNode {
  return (
    <div className="empty-state">
      <p className="empty-title">{title}</p>
      <p>{why}</p>
      {action}
    </div>
  );
}
