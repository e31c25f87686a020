// Each class with its term, and the two limits it lies between, each with its source.
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { Limit, Terms } from '../../../server/modules/privacy/policies/contract.ts';
import { useSay, useWords } from '../../kit/words.ts';
import { useTermWords } from './term-words.ts';
import { classes, limitOf, termOf } from './view.ts';
import { retentionWords } from './words.ts';

type Limits = readonly z.infer<typeof Limit>[];

export function TermTable({ terms, limits }: { readonly terms: Terms; readonly limits: Limits }): ReactNode {
  const words = useWords(retentionWords);
  const said = useTermWords();
  return (
    <dl className="terms">
      {classes.map((of) => {
        const term = termOf(terms, of);
        const limit = limitOf(limits, of, term.key);
        return (
          <div key={of}>
            <dt>
              {words.classes[of]}
              <small className="quiet block">{words.counted[of]}</small>
            </dt>
            <dd>
              <strong className="term">{said.term(term)}</strong>
              {of === 'correspondence' && term.key !== null ? (
                <small className="block">{words.keys[term.key]}</small>
              ) : null}
              {limit === undefined ? null : <LimitWords limit={limit} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

export function LimitWords({
  limit: { shortest, longest, reasonBeyond },
}: {
  readonly limit: Limits[number];
}): ReactNode {
  const words = useWords(retentionWords);
  const say = useSay();
  const { days } = useTermWords();
  const bounds = [
    [words.shortest, shortest, words.noShortest],
    [words.longest, longest, words.noLongest],
  ] as const;
  return (
    <ul className="limits">
      {bounds.map(([name, bound, none]) => (
        <li key={name}>
          <span>
            {name} {bound.days === null || (bound === shortest && bound.days === 0) ? none : days(bound.days)}
          </span>
          <small className="quiet">{say(bound.source)}</small>
        </li>
      ))}
      {reasonBeyond.days === null ? null : (
        <li>
          <span>{words.reasonBeyond(reasonBeyond.days)}</span>
          <small className="quiet">{say(reasonBeyond.source)}</small>
        </li>
      )}
    </ul>
  );
}
