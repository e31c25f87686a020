// Lists that are longer than one answer: a page is asked for at a time, and the pages stand under one another until the
// list is asked for something else. After a change all pages on the screen are asked for again.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { keyOf } from './answers.ts';
import { callWith } from './call.ts';
import type { Endpoint, InputOf, OutputOf } from './endpoint.ts';
import type { Failure } from './failure.ts';
import { actingFor } from './gate.ts';
import type { NextPage } from './next-page.ts';
import { useWatched } from './store.ts';

/** A list as far as it was asked for; `Answered` shows it. */
export type Pages<Page> = {
  /** Every page so far, the first one first. */
  readonly data: readonly Page[] | undefined;
  readonly error: Failure | null;
  readonly refetch: () => unknown;
  /** Asks for the next page; undefined: this is all. */
  readonly more: (() => void) | undefined;
  /** Whether the next page is on its way. */
  readonly busy: boolean;
};

type Paging<Page> = {
  readonly next: (last: Page, pages: readonly Page[]) => NextPage;
  /** Ask again every so many seconds while the screen is seen. */
  readonly everySeconds?: number;
};

/** The pages of a list: `usePages(listClocks, { query }, { next: ({ next }) => next === null ? null : { after: next } })`. */
export function usePages<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  { next, everySeconds }: Paging<OutputOf<E>>,
): Pages<OutputOf<E>> {
  const organisation = useWatched(actingFor);
  const { query, ...rest }: { readonly query?: Readonly<Record<string, unknown>> } = input;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [keyOf(endpoint), organisation, input, 'pages'],
    queryFn: ({ signal, pageParam }) => callWith(endpoint, { ...rest, query: { ...query, ...pageParam } }, signal),
    initialPageParam: {},
    getNextPageParam: (last: OutputOf<E>, pages: readonly OutputOf<E>[]) => next(last, pages),
    placeholderData: keepPreviousData,
    ...(everySeconds === undefined ? {} : { refetchInterval: everySeconds * 1000 }),
  });
  const more = hasNextPage ? () => void fetchNextPage() : undefined;
  return { data: data?.pages, error, refetch, more, busy: isFetchingNextPage };
}
