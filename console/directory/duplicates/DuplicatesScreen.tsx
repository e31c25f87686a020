// Lines that may be one and the same: the pairs on the left, both side by side on the right.
import { type ReactNode, useState } from 'react';
import { type Candidate, listDuplicates } from '../../../server/modules/directory/curation/contract.ts';
import { useKeys } from '../../kit/keys.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListFoot } from '../../kit/ListFoot.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { stepped } from '../../kit/stepping.ts';
import { useWords } from '../../kit/words.ts';
import '../shared/directory.css';
import './duplicates.css';
import { KeyLine } from '../../kit/KeyLine.tsx';
import { Panes } from '../../kit/Panes.tsx';
import { directoryWords } from '../shared/words.ts';
import { Merging } from './Merging.tsx';
import { keyOf } from './view.ts';
import { duplicateWords } from './words.ts';

export default function DuplicatesScreen(): ReactNode {
  const words = useWords(duplicateWords);
  const [open, setOpen] = useState<string | null>(null);
  const listed = useAnswer(listDuplicates, { query: { limit: 200 } });
  const candidates = listed.data?.candidates ?? [];
  const shown = candidates.find((one) => keyOf(one) === open);
  const go = (step: 1 | -1) => (): void => setOpen(stepped(candidates.map(keyOf), open, step));
  useKeys({ j: go(1), k: go(-1) });
  return (
    <div className="duplicates">
      <PageHeader title={words.title} about={words.about} />
      <Answered of={listed}>
        {(answer) =>
          answer.candidates.length === 0 ? (
            <EmptyState title={words.empty} why={words.emptyWhy} />
          ) : (
            <Panes
              name="directory.duplicates"
              share={34}
              list={
                <>
                  <Pairs candidates={answer.candidates} open={open} onOpen={setOpen} />
                  <ListFoot shown={answer.candidates.length} total={answer.total} more={undefined} />
                </>
              }
              opened={
                shown === undefined ? null : (
                  <Merging key={keyOf(shown)} candidate={shown} onClose={() => setOpen(null)} />
                )
              }
            />
          )
        }
      </Answered>
    </div>
  );
}

type PairsProps = {
  readonly candidates: readonly Candidate[];
  readonly open: string | null;
  readonly onOpen: (key: string) => void;
};

function Pairs({ candidates, open, onOpen }: PairsProps): ReactNode {
  const words = useWords(duplicateWords);
  const { nationwide } = useWords(directoryWords);
  return (
    <>
      <KeyLine
        keys={[
          ['J', words.next],
          ['K', words.previous],
        ]}
      />
      <ul className="pairs" aria-label={words.list}>
        {candidates.map((one) => {
          const key = keyOf(one);
          return (
            <li key={key}>
              <button
                type="button"
                className="pair"
                aria-current={key === open ? 'true' : undefined}
                onClick={() => onOpen(key)}
              >
                {one.lines.map(({ id, name, region }) => (
                  <span key={id} className="block">
                    {name} <small className="quiet">{region ?? nationwide}</small>
                  </span>
                ))}
                <small className="quiet">
                  {[
                    ...(one.shared.length === 0 ? [] : [words.shared(one.shared.slice(0, 2).join('、'))]),
                    ...(one.sameName ? [words.sameName] : []),
                  ].join(' · ')}
                </small>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
