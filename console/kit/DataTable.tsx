// A list of many over the whole width: aligned figures, a head that stays in sight, filters that can be saved under a
// name, rows that open by click. What it shows and why it is empty is the screen's to say.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { kitWords } from './common-words.ts';
import { EmptyState } from './EmptyState.tsx';
import type { Filter, Filtering } from './filters.ts';
import { ListFoot } from './ListFoot.tsx';
import { SavedFilters } from './SavedFilters.tsx';
import { ClickRow } from './WorkTable.tsx';
import { useWords } from './words.ts';

/** One column of a table. */
export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** `figure`: aligned at its end. */
  readonly className?: string;
  readonly cell: (row: Row) => ReactNode;
};

type DataTableProps<Row extends object, F extends Filter> = {
  /** What the list is, for those who listen. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  /** How many there are in all; the rows shown when left out. */
  readonly total?: number;
  /** Opens a row by a click. Its first cell needs a link as well, for those at the keyboard. */
  readonly onOpen?: (row: Row) => void;
  readonly filtering?: Filtering<F>;
  /** The controls of the filter: `Input.Search`, `Select` … */
  readonly filters?: ReactNode;
  /** Shown when nothing is there and nothing is filtered. */
  readonly empty: ReactNode;
  /** Asks for the next page; undefined: this is all. */
  readonly more?: (() => void) | undefined;
  readonly busy?: boolean;
};

/** `<DataTable label rows rowKey columns empty filtering filters onOpen />` */
export function DataTable<Row extends object, F extends Filter = Filter>(props: DataTableProps<Row, F>): ReactNode {
  const { label, rows, rowKey, columns, total = rows.length, onOpen, filtering, filters, empty, more, busy } = props;
  const words = useWords(kitWords).table;
  const none = rows.length === 0;
  const bare = none && filtering?.on !== true;
  return (
    <section className="data-table" aria-label={label}>
      {filtering === undefined ? null : (
        <div className="table-tools">
          {filters}
          {filtering.on ? (
            <Button type="text" onClick={filtering.clear}>
              {words.clear}
            </Button>
          ) : null}
          <span className="table-count">{bare ? null : words.total(total)}</span>
          <SavedFilters filtering={filtering} />
        </div>
      )}
      {bare ? empty : null}
      {none && !bare ? <EmptyState title={words.empty} why={words.emptyTodo} /> : null}
      {none ? null : (
        <>
          <table>
            <thead>
              <tr>
                {columns.map(({ key, title, className }) => (
                  <th key={key} scope="col" className={className}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ClickRow key={rowKey(row)} onOpen={onOpen === undefined ? undefined : () => onOpen(row)}>
                  {columns.map(({ key, title, className, cell }) => (
                    <td key={key} data-title={title} className={className}>
                      {cell(row)}
                    </td>
                  ))}
                </ClickRow>
              ))}
            </tbody>
          </table>
          {filtering === undefined && more === undefined ? null : (
            <ListFoot shown={rows.length} total={total} more={more} {...(busy === undefined ? {} : { busy })} />
          )}
        </>
      )}
    </section>
  );
}
