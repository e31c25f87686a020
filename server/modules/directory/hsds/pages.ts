// The envelope of every HSDS list. A page past the last one is empty, not an error: whoever walks through the
// pages stops there.

/** Which page is wanted, counted from 1. */
export type Paging = { readonly page: number; readonly per_page: number };

/** A page as the specification has it; see `pageOf` in objects.ts for its schema. */
export type Page<T> = {
  readonly total_items: number;
  readonly total_pages: number;
  readonly page_number: number;
  readonly size: number;
  readonly first_page: boolean;
  readonly last_page: boolean;
  readonly empty: boolean;
  readonly contents: T[];
};

/** One page of things, each made only when it is on the page. */
export function pageFrom<T, U>(things: readonly T[], { page, per_page }: Paging, make: (thing: T) => U): Page<U> {
  const contents = things.slice((page - 1) * per_page, page * per_page).map((thing) => make(thing));
  const total_pages = Math.ceil(things.length / per_page);
  return {
    total_items: things.length,
    total_pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= total_pages,
    empty: contents.length === 0,
    contents,
  };
}
