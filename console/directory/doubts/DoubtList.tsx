// The doubts themselves: a dense table whose rows open beside it.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { Doubt, listDoubts } from '../../../server/modules/directory/curation/contract.ts';
import { kitWords } from '../../kit/common-words.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListFoot } from '../../kit/ListFoot.tsx';
import type { Filtering } from '../../kit/filters.ts';
import { useWords } from '../../kit/words.ts';
import { OpenRow, WorkTable } from '../../kit/WorkTable.tsx';
import { KeyLine } from '../../kit/KeyLine.tsx';
import { nameIn } from '../shared/values.ts';
import { directoryWords } from '../shared/words.ts';
import { type DoubtFilter, progressOf } from './view.ts';
import { doubtWords } from './words.ts';

type Answer = z.output<typeof listDoubts.output>;

type DoubtListProps = {
  readonly flags: readonly Doubt[];
  readonly total: number;
  readonly open: number | null;
  readonly onOpen: (id: number) => void;
  readonly more: (() => void) | undefined;
  readonly busy: boolean;
};

export function DoubtList({ flags, total, open, onOpen, more, busy }: DoubtListProps): ReactNode {
  const words = useWords(doubtWords);
  return (
    <>
      <KeyLine
        keys={[
          ['J', words.next],
          ['K', words.previous],
          ['A', words.accept],
          ['E', words.edit],
          ['D', words.dismiss],
        ]}
      />
      <WorkTable label={words.list} columns={[words.columns.line, words.columns.doubt, words.columns.text]}>
        {flags.map((doubt) => (
          <DoubtRow key={doubt.id} doubt={doubt} open={doubt.id === open} onOpen={onOpen} />
        ))}
      </WorkTable>
      <ListFoot shown={flags.length} total={total} more={more} busy={busy} />
    </>
  );
}

type DoubtRowProps = {
  readonly doubt: Doubt;
  readonly open: boolean;
  readonly onOpen: (id: number) => void;
};

function DoubtRow({ doubt, open, onOpen }: DoubtRowProps): ReactNode {
  const words = useWords(doubtWords);
  const { codes, fields, nationwide } = useWords(directoryWords);
  const { id, code, field, raw, suggestion, line } = doubt;
  return (
    <OpenRow
      open={open}
      onOpen={() => onOpen(id)}
      name={line.name}
      under={<small className="quiet">{line.region ?? nationwide}</small>}
    >
      <td>
        {codes[code]}
        <small className="quiet">{nameIn(fields, field)}</small>
      </td>
      <td className="doubt-text">
        <span className="clipped">{raw === '' ? words.emptyCell : raw}</span>
        {suggestion === undefined ? null : <span className="clipped suggested">→ {suggestion}</span>}
      </td>
    </OpenRow>
  );
}

/** Why there is nothing to settle. */
export function NoDoubts({ filtering, answer }: { filtering: Filtering<DoubtFilter>; answer: Answer }): ReactNode {
  const words = useWords(doubtWords);
  const { table } = useWords(kitWords);
  const { open, settled } = progressOf(answer.byCode);
  const narrowed = filtering.on && filtering.filter.state === 'open' && open > 0;
  if (narrowed || (filtering.on && filtering.filter.state !== 'open'))
    return (
      <EmptyState
        title={table.empty}
        why={table.emptyTodo}
        action={<Button onClick={filtering.clear}>{table.clear}</Button>}
      />
    );
  return settled > 0 ? (
    <EmptyState title={words.noneLeft} why={words.noneLeftWhy} />
  ) : (
    <EmptyState title={words.none} why={words.noneWhy} />
  );
}
