// The clocks of the organisation: the list on the left, all that is kept of one file beside it.
import { type ReactNode, useState } from 'react';
import { countClocks, type FileId, listClocks } from '../../../server/modules/privacy/contract.ts';
import { Chips } from '../../kit/Chips.tsx';
import { Panes } from '../../kit/Panes.tsx';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useFilter } from '../../kit/filters.ts';
import { afterCursor, latest } from '../../kit/next-page.ts';
import { usePages } from '../../kit/pages.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useWords } from '../../kit/words.ts';
import { FileDetail } from '../files/FileDetail.tsx';
import '../privacy.css';
import { ClassSelect } from '../shared/ClassSelect.tsx';
import { ClockList } from './ClockList.tsx';
import { FindFile } from './FindFile.tsx';
import { type ClockChoice, clockChoices, clocksQuery, countAll, noClocksFilter } from './view.ts';
import { clockWords } from './words.ts';

export default function ClocksScreen(): ReactNode {
  const words = useWords(clockWords);
  const { filter, change } = useFilter('privacy.clocks', noClocksFilter);
  const [open, setOpen] = useState<FileId | null>(null);
  const listed = usePages(listClocks, { query: clocksQuery(filter) }, { next: afterCursor, everySeconds: 60 });
  const counted = useAnswer(countClocks, {}, { everySeconds: 60 });
  const counts = counted.data?.counts;
  const count = (key: ClockChoice): { count?: number } =>
    counts === undefined ? {} : { count: key === '' ? countAll(counts) : counts[key] };
  return (
    <div className="privacy">
      <PageHeader title={words.title} about={words.about} />
      <div className="table-tools">
        <ClassSelect value={filter.class} onChange={(value) => change({ class: value })} />
        <FindFile />
      </div>
      <Chips
        label={words.show}
        chosen={filter.state}
        choices={clockChoices.map((key) => ({ key, name: words.choices[key], ...count(key) }))}
        onChoose={(state) => change({ state })}
      />
      <Answered of={listed}>
        {(pages) =>
          latest(pages).clocks.length === 0 ? (
            <NoClocks state={filter.state} narrowed={filter.class !== ''} />
          ) : (
            <Panes
              name="privacy.clocks"
              list={
                <ClockList
                  clocks={pages.flatMap(({ clocks }) => clocks)}
                  open={open}
                  onOpen={setOpen}
                  more={listed.more}
                  busy={listed.busy}
                />
              }
              opened={open === null ? null : <FileDetail key={open} file={open} onClose={() => setOpen(null)} />}
            />
          )
        }
      </Answered>
    </div>
  );
}

type NoClocksProps = { readonly state: ClockChoice; readonly narrowed: boolean };

function NoClocks({ state, narrowed }: NoClocksProps): ReactNode {
  const words = useWords(clockWords);
  if (state === '' && !narrowed) return <EmptyState title={words.none} why={words.noneWhy} />;
  const reasons: Readonly<Record<string, string>> = words.emptyWhy;
  return <EmptyState title={words.emptyTitle} why={(narrowed ? undefined : reasons[state]) ?? words.emptyOther} />;
}
