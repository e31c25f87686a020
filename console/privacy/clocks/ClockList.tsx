// Clocks as a dense table: which file and class, how it stands in words, and the moment that matters.
import type { ReactNode } from 'react';
import type { Clock, FileId } from '../../../server/modules/privacy/contract.ts';
import { ListFoot } from '../../kit/ListFoot.tsx';
import { useLang } from '../../kit/preferences.ts';
import { distanceWords, momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { OpenRow, WorkTable } from '../../kit/WorkTable.tsx';
import { shortNumber } from '../shared/file-number.ts';
import { privacyWords } from '../shared/words.ts';
import { isOverdue, momentOf } from './view.ts';
import { clockWords } from './words.ts';

type ClockListProps = {
  readonly clocks: readonly Clock[];
  readonly open: FileId | null;
  readonly onOpen: (file: FileId) => void;
  readonly more: (() => void) | undefined;
  readonly busy: boolean;
};

export function ClockList({ clocks, open, onOpen, more, busy }: ClockListProps): ReactNode {
  const words = useWords(clockWords);
  return (
    <>
      <WorkTable
        label={words.title}
        className="clock-table"
        columns={[words.columns.file, words.columns.state, words.columns.until]}
      >
        {clocks.map((clock) => (
          <ClockRow key={clock.id} clock={clock} open={clock.file === open} onOpen={onOpen} />
        ))}
      </WorkTable>
      <ListFoot shown={clocks.length} more={more} busy={busy} />
    </>
  );
}

type ClockRowProps = { readonly clock: Clock; readonly open: boolean; readonly onOpen: (file: FileId) => void };

function ClockRow({ clock, open, onOpen }: ClockRowProps): ReactNode {
  const words = useWords(clockWords);
  const { classes, states, fileNumber } = useWords(privacyWords);
  const lang = useLang();
  const { kind, at } = momentOf(clock);
  return (
    <OpenRow
      open={open}
      onOpen={() => onOpen(clock.file)}
      name={classes[clock.class]}
      under={<small className="quiet file-number">{fileNumber(shortNumber(clock.file))}</small>}
    >
      <td>
        {states[clock.state]}
        {clock.wishedAt === null ? null : <small className="quiet">{words.wished}</small>}
        {isOverdue(clock, new Date()) ? <small className="strong">{words.overdue}</small> : null}
      </td>
      <td>
        {momentWords(lang, at)}
        <small className="quiet">{words[kind](distanceWords(lang, at))}</small>
      </td>
    </OpenRow>
  );
}
