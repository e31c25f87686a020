// Reads lines of the audit and shows them as sentences. One page at a time, each asked for by somebody: a page that is
// read anew by itself would fill the audit with searches that nobody made.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Line, listOpenings, searchLines } from '../../../server/modules/audit/contract.ts';
import type { PersonId } from '../../../server/modules/identity/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useWords } from '../../kit/words.ts';
import { LineRow } from './LineRow.tsx';
import { SearchForm } from './SearchForm.tsx';
import { firstWanted, lineQuery, type Wanted } from './view.ts';
import { auditWords } from './words.ts';

type LineSearchProps = {
  /** Openings of sealed records only, or every line. */
  readonly of: 'openings' | 'lines';
  /** What is looked for at once, from a link. */
  readonly subject: string;
  /** Before the first search: what this screen is for. */
  readonly waiting: ReactNode;
  /** Beside what was found. */
  readonly tools?: (asked: Wanted) => ReactNode;
};

type Asked = { readonly wanted: Wanted; readonly before?: number };

export function LineSearch({ of, subject, waiting, tools }: LineSearchProps): ReactNode {
  const words = useWords(auditWords);
  const [wanted, setWanted] = useState<Wanted>(() => firstWanted(new Date(), subject));
  const [asked, setAsked] = useState<Asked | null>(subject === '' ? null : { wanted });
  const [known, setKnown] = useState<{ readonly id: PersonId; readonly name: string } | null>(null);
  const endpoint = of === 'openings' ? listOpenings : searchLines;
  const query = lineQuery(asked?.wanted ?? wanted, asked?.before);
  const found = useAnswer(endpoint, { query }, { when: asked !== null, once: true, keepLast: true });
  const ask = (next: Wanted): void => {
    setWanted(next);
    if (asked?.wanted === next && asked.before === undefined) void found.refetch();
    else setAsked({ wanted: next });
  };
  const onlyPerson = (person: NonNullable<Line['person']>): void => {
    setKnown({ id: person.id, name: person.name ?? words.unknownPerson });
    ask({ ...wanted, person: person.id });
  };
  return (
    <>
      <SearchForm
        wanted={wanted}
        onChange={setWanted}
        onSearch={() => ask(wanted)}
        busy={found.isFetching}
        byWord={of === 'lines'}
        known={known}
      />
      {asked === null ? (
        waiting
      ) : (
        <Answered of={found}>
          {({ lines, before }) =>
            lines.length === 0 ? (
              <EmptyState title={words.none} why={words.noneWhy} />
            ) : (
              <section aria-busy={found.isFetching}>
                <div className="found-head">
                  <p role="status">{words.searched(lines.length, before !== null)}</p>
                  {tools?.(asked.wanted)}
                </div>
                <ol className="audit-lines">
                  {lines.map((line) => (
                    <LineRow
                      key={line.number}
                      line={line}
                      onPerson={onlyPerson}
                      onSubject={(subject) => ask({ ...wanted, subject })}
                    />
                  ))}
                </ol>
                <p className="form-actions">
                  {before === null ? null : (
                    <Button onClick={() => setAsked({ wanted: asked.wanted, before })}>{words.older}</Button>
                  )}
                  {asked.before === undefined ? null : (
                    <Button onClick={() => setAsked({ wanted: asked.wanted })}>{words.newest}</Button>
                  )}
                </p>
              </section>
            )
          }
        </Answered>
      )}
    </>
  );
}
