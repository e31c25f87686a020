// Under a list: how much of it is shown, and the way to the rest of it.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { kitWords } from './common-words.ts';
import { useWords } from './words.ts';

type ListFootProps = {
  readonly shown: number;
  /** How many there are in all, where that is known. */
  readonly total?: number;
  /** Undefined: this is all. */
  readonly more: (() => void) | undefined;
  readonly busy?: boolean;
  /** How to say it where the rows are no entries but people. */
  readonly said?: Said;
};

type Said = {
  readonly total: (count: number) => string;
  readonly shownOf: (shown: number, total: number) => string;
  readonly shownAndMore: (shown: number) => string;
};

/** `<ListFoot shown={rows.length} total={total} more={listed.more} busy={listed.busy} />` */
export function ListFoot({ shown, total, more, busy = false, said }: ListFootProps): ReactNode {
  const { table: words } = useWords(kitWords);
  const say = said ?? words;
  const whole = more === undefined && (total === undefined || total <= shown);
  return (
    <div className="list-foot">
      <span className="quiet" role="status">
        {whole ? say.total(shown) : total === undefined ? say.shownAndMore(shown) : say.shownOf(shown, total)}
      </span>
      {more === undefined ? null : (
        <Button size="small" loading={busy} onClick={more}>
          {words.more}
        </Button>
      )}
    </div>
  );
}
