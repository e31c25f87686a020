// Answers of the server as screens use them: asked once, shared, asked again after a change. The query library does the
// work; here it learns what an endpoint is.
import {
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  type UseMutationResult,
  useMutation,
  type UseQueryResult,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { callWith } from './call.ts';
import type { Endpoint, InputOf, OutputOf } from './endpoint.ts';
import type { Failure } from './failure.ts';
import { actingFor } from './gate.ts';
import { useWatched } from './store.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Failure;
  }
}

/** Refusals after which it has to be asked anew where the person stands. */
const standing = new Set([
  'second-step-needed',
  'second-factor-needed',
  'password-change-needed',
  'unknown-organisation',
  'prove-again',
]);

function onError(failure: Failure): void {
  if (standing.has(failure.code)) void answers.invalidateQueries({ queryKey: ['GET /api/sign-in/me'] });
}

/** Refusals are final; a server that could not be reached is asked twice more. */
export const answers = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      retry: (times, failure) => times < 2 && (failure.status === 0 || failure.status === 503),
      staleTime: 10_000,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Begins the key under which the answers of an endpoint are kept. */
export const keyOf = ({ method, path }: Endpoint): string => `${method} ${path}`;

type Asking = {
  /** Ask only when true. */
  readonly when?: boolean;
  /** Ask again every so many seconds while the screen is seen. */
  readonly everySeconds?: number;
  /** Keep showing the last answer while the next one is on its way, as tables do from page to page. */
  readonly keepLast?: boolean;
  /** The answer is the same whichever organisation is acted for. */
  readonly everyOrganisation?: boolean;
  /** Ask once each time the screen is opened and never again by itself: the answer is made anew every time. */
  readonly once?: boolean;
  /** Ask whenever the part that shows it opens, however young the last answer is; that one stands there meanwhile. */
  readonly anew?: boolean;
};

/** The answer of a GET endpoint: `const members = useAnswer(listMembers, { query: { text } })`. */
export function useAnswer<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  { when = true, everySeconds, keepLast = false, everyOrganisation = false, once = false, anew = false }: Asking = {},
): UseQueryResult<OutputOf<E>> {
  const acting = useWatched(actingFor);
  const organisation = everyOrganisation ? null : acting;
  const result = useQuery({
    queryKey: [keyOf(endpoint), organisation, input],
    queryFn: ({ signal }) => callWith(endpoint, input, signal),
    enabled: when,
    ...(everySeconds === undefined ? {} : { refetchInterval: everySeconds * 1000 }),
    ...(once ? { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 } : {}),
    ...(anew ? { refetchOnMount: 'always' as const } : {}),
    ...(keepLast ? { placeholderData: keepPreviousData } : {}),
  });
  return result;
}

type Changing<E extends Endpoint> = {
  /** Whose answers are asked again afterwards; all that are on the screen when left out. */
  readonly touches?: readonly Endpoint[];
  readonly onDone?: (output: OutputOf<E>, input: InputOf<E>) => void;
};

/** A change: `const invite = useChange(invitePerson)`, then `invite.mutate({ body })`. */
export function useChange<E extends Endpoint>(
  endpoint: E,
  { touches, onDone }: Changing<E> = {},
): UseMutationResult<OutputOf<E>, Failure, InputOf<E>> {
  const client = useQueryClient();
  return useMutation<OutputOf<E>, Failure, InputOf<E>>({
    mutationFn: (input) => callWith(endpoint, input, new AbortController().signal),
    onSuccess: async (output, input) => {
      onDone?.(output, input);
      if (touches === undefined) await client.invalidateQueries();
      else await Promise.all(touches.map((touched) => client.invalidateQueries({ queryKey: [keyOf(touched)] })));
    },
  });
}
