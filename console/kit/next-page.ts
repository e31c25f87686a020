// Which page of a list comes next, as the two kinds of lists here tell it: by a cursor, or by number and total.

/** What the query of the next page has besides: `{ after }`, `{ page }`. Null: there is none. */
export type NextPage = Readonly<Record<string, string | number>> | null;

/** For answers with a cursor named `next`: ask with it as `after`. */
export const afterCursor = ({ next }: { readonly next: string | null }): NextPage =>
  next === null ? null : { after: next };

/** For answers with a `total`: the next of numbered pages, as long as `rowsOf` all pages are fewer. */
export function numberedPages<Page extends { readonly total: number }>(
  rowsOf: (page: Page) => readonly unknown[],
): (last: Page, pages: readonly Page[]) => NextPage {
  return (last, pages) => {
    const shown = pages.reduce((sum, page) => sum + rowsOf(page).length, 0);
    return rowsOf(last).length === 0 || shown >= last.total ? null : { page: pages.length + 1 };
  };
}

/** What stands in every page, such as a total: as it was told last. */
export function latest<Page>(pages: readonly Page[]): Page {
  const last = pages.at(-1);
  if (last === undefined) throw new Error('A list that was asked for has at least one page.');
  return last;
}
