// Records whose term has ended, as a list of work: each is decided on beside the list, and nothing is chosen beforehand.
import { type ReactNode, useState } from 'react';
import { type Clock, type ClockId, listClocks } from '../../../server/modules/privacy/contract.ts';
import { useKeys } from '../../kit/keys.ts';
import { KeyLine } from '../../kit/KeyLine.tsx';
import { Panes } from '../../kit/Panes.tsx';
import { Answered } from '../../kit/Answered.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListFoot } from '../../kit/ListFoot.tsx';
import { afterCursor } from '../../kit/next-page.ts';
import { usePages } from '../../kit/pages.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useLang } from '../../kit/preferences.ts';
import { stepped } from '../../kit/stepping.ts';
import { useWatched } from '../../kit/store.ts';
import { dayWords, distanceWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { OpenRow, WorkTable } from '../../kit/WorkTable.tsx';
import '../privacy.css';
import { shortNumber } from '../shared/file-number.ts';
import { privacyWords } from '../shared/words.ts';
import { DecisionPane } from './DecisionPane.tsx';
import { NotDestroyed } from './NotDestroyed.tsx';
import { pending } from './pending.ts';
import { afterDeciding } from './view.ts';
import { decisionWords } from './words.ts';

export default function DecisionsScreen(): ReactNode {
  const words = useWords(decisionWords);
  const [open, setOpen] = useState<ClockId | null>(null);
  const listed = usePages(listClocks, { query: { state: 'awaiting-decision', limit: 50 } }, { next: afterCursor });
  const leaving = useWatched(pending);
  const clocks = (listed.data ?? []).flatMap((page) => page.clocks).filter(({ id }) => !leaving.includes(id));
  const shown = clocks.find(({ id }) => id === open);
  const step = (by: 1 | -1) => (): void =>
    setOpen(
      stepped(
        clocks.map(({ id }) => id),
        open,
        by,
      ),
    );
  useKeys({ j: step(1), k: step(-1) });
  return (
    <div className="privacy">
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          clocks.length === 0 ? null : (
            <p className="progress" role="status">
              {words.count(clocks.length, listed.more !== undefined)}
            </p>
          )
        }
      />
      <NotDestroyed />
      <Answered of={listed}>
        {() =>
          clocks.length === 0 && listed.more === undefined ? (
            <EmptyState title={words.none} why={words.noneWhy} />
          ) : (
            <Panes
              name="privacy.decisions"
              share={40}
              list={<DecisionList clocks={clocks} open={open} onOpen={setOpen} more={listed.more} busy={listed.busy} />}
              opened={
                shown === undefined ? null : (
                  <DecisionPane
                    key={shown.id}
                    clock={shown}
                    onClose={() => setOpen(null)}
                    onDecided={() => setOpen(afterDeciding(clocks, shown.id))}
                  />
                )
              }
            />
          )
        }
      </Answered>
    </div>
  );
}

type DecisionListProps = {
  readonly clocks: readonly Clock[];
  readonly open: ClockId | null;
  readonly onOpen: (id: ClockId) => void;
  readonly more: (() => void) | undefined;
  readonly busy: boolean;
};

function DecisionList({ clocks, open, onOpen, more, busy }: DecisionListProps): ReactNode {
  const words = useWords(decisionWords);
  const { classes, fileNumber } = useWords(privacyWords);
  const lang = useLang();
  return (
    <>
      <KeyLine
        keys={[
          ['J', words.next],
          ['K', words.previous],
        ]}
      />
      <WorkTable label={words.list} columns={[words.columns.what, words.columns.ended]}>
        {clocks.map(({ id, class: of, file, dueAt }) => (
          <OpenRow
            key={id}
            open={id === open}
            onOpen={() => onOpen(id)}
            name={classes[of]}
            under={<small className="quiet file-number">{fileNumber(shortNumber(file))}</small>}
          >
            <td>
              {dayWords(lang, dueAt)}
              <small className="quiet">{distanceWords(lang, dueAt)}</small>
            </td>
          </OpenRow>
        ))}
      </WorkTable>
      <ListFoot shown={clocks.length} more={more} busy={busy} />
    </>
  );
}
