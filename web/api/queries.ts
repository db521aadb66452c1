// How screens read and change things: a query for each endpoint that reads, an action for each that changes. The key of a
// query is its endpoint and input, so whoever changes something names the endpoints that show it.

import {
  type InfiniteData,
  QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import type { Endpoint, InputOf, OutputOf } from '#kernel/contract';
import { isAnswered, mayPass, useAttempt } from './attempt.ts';
import { ask } from './client.ts';

export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, gcTime: 10 * 60_000, retry: (count, error) => count < 2 && mayPass(error) },
  },
});

export const keyOf = <E extends Endpoint>({ service, name }: E, input?: Partial<InputOf<E>>): QueryKey =>
  input === undefined ? [service, name] : [service, name, input];

interface ReadOptions {
  enabled?: boolean;
  /** Looks again so often while the page is visible. */
  everyMs?: number;
}

/** Reads one thing. */
export const useRead = <E extends Endpoint>(endpoint: E, input: InputOf<E>, { enabled, everyMs }: ReadOptions = {}) =>
  useQuery({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => ask(endpoint, input, { signal }),
    ...(enabled !== undefined && { enabled }),
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  });

interface PageOf<T> {
  items: T[];
  nextCursor: string | null;
}
type ItemOf<E extends Endpoint> = OutputOf<E> extends { items: (infer T)[] } ? T : never;

/** Reads a list page by page; `items` are those of all pages so far. */
export function useList<E extends Endpoint>(
  endpoint: E,
  input: Omit<InputOf<E>, 'cursor'>,
  { enabled = true }: ReadOptions = {},
) {
  const query = useInfiniteQuery({
    queryKey: keyOf(endpoint, input as Partial<InputOf<E>>),
    queryFn: async ({ signal, pageParam }) =>
      (await ask(endpoint, { ...input, ...(pageParam && { cursor: pageParam }) } as InputOf<E>, {
        signal,
      })) as unknown as PageOf<ItemOf<E>>,
    initialPageParam: null as string | null,
    getNextPageParam: page => page.nextCursor,
    enabled,
  });
  return { ...query, items: query.data?.pages.flatMap(page => page.items) };
}

interface ActionOptions<E extends Endpoint> {
  /** What shows the thing that changes: read anew afterwards. */
  refreshes?: readonly Endpoint[];
  /** Shows the result before it is there; what it gives is run if the server refuses. */
  optimistic?: (input: InputOf<E>) => () => void;
  done?: (output: OutputOf<E>, input: InputOf<E>) => void;
}

/** Changes something. Where an endpoint takes an `Idempotency-Key`, trying the same again without an answer is the same
 * request. */
export function useAction<E extends Endpoint>(
  endpoint: E,
  { refreshes = [], optimistic, done }: ActionOptions<E> = {},
) {
  const attempt = useAttempt();
  return useMutation<OutputOf<E>, Error, InputOf<E>, (() => void) | undefined>({
    mutationFn: input => ask(endpoint, input, endpoint.idempotent ? { idempotencyKey: attempt.keyFor(input) } : {}),
    onMutate: input => optimistic?.(input),
    onError: (error, _input, undo) => {
      if (isAnswered(error)) attempt.over();
      undo?.();
    },
    onSuccess: (output, input) => {
      attempt.over();
      done?.(output, input);
    },
    onSettled: () => Promise.all(refreshes.map(each => queries.invalidateQueries({ queryKey: keyOf(each) }))),
  });
}

/** Changes every item of a list's pages that are in memory; gives what undoes it. For optimistic actions. */
export function editItems<E extends Endpoint>(endpoint: E, edit: (item: ItemOf<E>) => ItemOf<E> | null): () => void {
  const queryKey = keyOf(endpoint);
  void queries.cancelQueries({ queryKey });
  const before = queries.getQueriesData<InfiniteData<PageOf<ItemOf<E>>>>({ queryKey });
  queries.setQueriesData<InfiniteData<PageOf<ItemOf<E>>>>(
    { queryKey },
    data =>
      data && {
        ...data,
        pages: data.pages.map(page => ({ ...page, items: page.items.map(edit).filter(item => item !== null) })),
      },
  );
  return () => {
    for (const [key, data] of before) queries.setQueryData(key, data);
  };
}
