// A dense table whose rows open beside it. The pointer may take the whole row; the keyboard takes the button or the link
// in its first cell, so that the Tab key stops once at each row.
import type { MouseEvent, ReactNode } from 'react';

type WorkTableProps = {
  /** What the list is, for those who listen. */
  readonly label: string;
  /** The heads of its columns; `['加入日期', 'wide-only']` leaves one out where there is little room. */
  readonly columns: readonly (string | readonly [head: string, className: string])[];
  readonly className?: string;
  /** `OpenRow`s. */
  readonly children: ReactNode;
};

/** `<WorkTable label columns={[words.name, words.state]}>{rows}</WorkTable>` */
export function WorkTable({ label, columns, className, children }: WorkTableProps): ReactNode {
  return (
    <table className={className === undefined ? 'work-table' : `work-table ${className}`} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => {
            const [head, only] = typeof column === 'string' ? [column, undefined] : column;
            return (
              <th key={head} scope="col" className={only}>
                {head}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

type OpenRowProps = {
  /** Whether it is the one that is open. */
  readonly open: boolean;
  readonly onOpen: () => void;
  /** What the row is called: the words of its button. */
  readonly name: ReactNode;
  /** Small lines under the name. */
  readonly under?: ReactNode;
  /** Steps from the left, for a row that belongs under another. */
  readonly depth?: number;
  /** The other cells, each a `td`. */
  readonly children?: ReactNode;
};

/** `<OpenRow open={…} onOpen={…} name={line.name} under={<small>…</small>}><td>…</td></OpenRow>` */
export function OpenRow({ open, onOpen, name, under, depth = 0, children }: OpenRowProps): ReactNode {
  return (
    <ClickRow current={open} onOpen={onOpen}>
      <td {...(depth === 0 ? {} : { style: { paddingInlineStart: `${8 + depth * 20}px` } })}>
        <button type="button" className="row-open">
          {name}
        </button>
        {under}
      </td>
      {children}
    </ClickRow>
  );
}

type ClickRowProps = {
  readonly current?: boolean;
  /** Undefined: a click does nothing. */
  readonly onOpen: (() => void) | undefined;
  /** Each a `td`; a button `row-open` or a link in the first one. */
  readonly children: ReactNode;
};

/** A row that opens by a click anywhere on it, except on what does something of its own. */
export function ClickRow({ current = false, onOpen, children }: ClickRowProps): ReactNode {
  const onClick = ({ target }: MouseEvent): void => {
    const own = target instanceof Element && target.closest('a, input, label, button:not(.row-open)') !== null;
    if (!own) onOpen?.();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the button or link in its first cell takes the keys
    <tr data-opens={onOpen !== undefined} aria-current={current ? 'true' : undefined} onClick={onClick}>
      {children}
    </tr>
  );
}
