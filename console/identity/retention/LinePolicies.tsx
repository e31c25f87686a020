// Lines that have, or had, terms of their own.
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { getPolicy } from '../../../server/modules/privacy/policies/contract.ts';
import { LineName } from '../../kit/LineName.tsx';
import { useWords } from '../../kit/words.ts';
import { retentionWords } from './words.ts';

type Lines = z.output<typeof getPolicy.output>['lines'];

export function LinePolicies({ lines }: { readonly lines: Lines }): ReactNode {
  const words = useWords(retentionWords);
  return (
    <section aria-labelledby="line-terms">
      <h2 id="line-terms">{words.lines}</h2>
      {lines.length === 0 ? (
        <p className="quiet">{words.linesNone}</p>
      ) : (
        <ul className="rows">
          {lines.map(({ line, from, version }) => (
            <li key={line}>
              <LineName line={line} />
              <span className="quiet">{from === 'line' ? words.lineOwn(version) : words.lineFollows}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
