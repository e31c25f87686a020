// Names with what stands to each, as short lists of facts are shown everywhere.
import type { ReactNode } from 'react';

export type Fact = readonly [name: string, value: ReactNode];

type FactListProps = { readonly facts: readonly Fact[]; readonly className?: string };

/** The names must differ. */
export function FactList({ facts, className = 'facts' }: FactListProps): ReactNode {
  return (
    <dl className={className}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
