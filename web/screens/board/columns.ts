// The columns of the board in memory, page by page, and a card's way from one to another before the server has said so.

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import type { InputOf, OutputOf } from '#kernel/contract';
import { ticket as contract } from '#services/ticket/contract';
import { ask } from '#web/api/client.ts';
import { keyOf, queries } from '#web/api/queries.ts';
import type { Status, Ticket } from '#web/screens/tickets/state.tsx';
import { columns } from './moves.ts';

const { listBoard } = contract.endpoints;
/** Which board: of a building, by filters. */
export type BoardInput = Omit<InputOf<typeof listBoard>, 'status' | 'cursor' | 'limit'>;
type Page = OutputOf<typeof listBoard>['columns'][number];
export type Pages = InfiniteData<Page, string | null>;

const pageSize = 20;
const keyOfColumn = (input: BoardInput, status: Status) => keyOf(listBoard, { ...input, status, limit: pageSize });

/** One column: its cards so far, how many there are, and the way to more. */
export function useColumn(input: BoardInput, status: Status) {
  const query = useInfiniteQuery({
    queryKey: keyOfColumn(input, status),
    queryFn: async ({ signal, pageParam }): Promise<Page> => {
      const asked = { ...input, status, limit: pageSize, ...(pageParam !== null && { cursor: pageParam }) };
      return (await ask(listBoard, asked, { signal })).columns[0]!;
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.nextCursor,
    refetchInterval: 45_000,
  });
  return {
    ...query,
    items: query.data?.pages.flatMap(page => page.items),
    count: query.data?.pages[0]?.count,
  };
}

/** A card that is on the board. */
export const findCard = (input: BoardInput, id: string): Ticket | undefined =>
  columns
    .flatMap(status => queries.getQueryData<Pages>(keyOfColumn(input, status))?.pages ?? [])
    .flatMap(page => page.items)
    .find(item => item.id === id);

const isNewer = (one: Ticket, other: Ticket): boolean =>
  one.openedAt === other.openedAt ? one.id > other.id : one.openedAt > other.openedAt;

const counting = (pages: readonly Page[], by: number): Page[] =>
  pages.map(page => ({ ...page, count: page.count + by }));

/** A column without a card. */
export function without(data: Pages, id: string): Pages {
  if (!data.pages.some(page => page.items.some(item => item.id === id))) return data;
  const pages = data.pages.map(page => ({ ...page, items: page.items.filter(item => item.id !== id) }));
  return { ...data, pages: counting(pages, -1) };
}

/** A column with a card in its place, newest first; below what is loaded it will be found when one gets there. */
export function withCard(data: Pages, card: Ticket): Pages {
  const at = data.pages.findIndex((page, index) => {
    const last = page.items.at(-1);
    return index === data.pages.length - 1
      ? page.nextCursor === null || (last && isNewer(card, last))
      : last && isNewer(card, last);
  });
  const pages = data.pages.map((page, index) => {
    if (index !== at) return page;
    const before = page.items.filter(item => isNewer(item, card));
    return { ...page, items: [...before, card, ...page.items.slice(before.length)] };
  });
  return { ...data, pages: counting(pages, 1) };
}

/** Shows a card in another column; gives what takes it back. */
export function showMoved(input: BoardInput, from: Status, card: Ticket): () => void {
  void queries.cancelQueries({ queryKey: keyOf(listBoard) });
  const keys = [keyOfColumn(input, from), keyOfColumn(input, card.status)] as const;
  const before = keys.map(key => queries.getQueryData<Pages>(key));
  queries.setQueryData<Pages>(keys[0], data => data && without(data, card.id));
  queries.setQueryData<Pages>(keys[1], data => data && withCard(without(data, card.id), card));
  return () => {
    for (const [index, key] of keys.entries()) queries.setQueryData(key, before[index]);
  };
}
