import { expect, test } from 'vitest';
import type { Ticket } from '#web/screens/tickets/state.tsx';
import { type Pages, withCard, without } from './columns.ts';

const card = (id: string) => ({ id, openedAt: `2026-03-02T0${id}:00:00.000Z` }) as Ticket;
/** Pages of cards by their hour, newest first. */
const pages = (more: boolean, ...ids: string[][]): Pages => ({
  pageParams: [],
  pages: ids.map((each, index) => ({
    status: 'open',
    count: 9,
    items: each.map(card),
    nextCursor: index === ids.length - 1 && !more ? null : 'c',
  })),
});
const idsOf = (data: Pages) => data.pages.map(page => page.items.map(({ id }) => id).join(''));

test('a card comes to its place by when it was opened', () => {
  expect(idsOf(withCard(pages(false, ['8', '6'], ['4', '2']), card('5')))).toEqual(['86', '542']);
  expect(idsOf(withCard(pages(false, ['8', '6'], ['4', '2']), card('9')))).toEqual(['986', '42']);
  expect(idsOf(withCard(pages(false, ['8']), card('1')))).toEqual(['81']);
  expect(idsOf(withCard(pages(false, []), card('1')))).toEqual(['1']);
});

test('below what is loaded a card is counted and not shown', () => {
  const data = withCard(pages(true, ['8', '6']), card('1'));
  expect(idsOf(data)).toEqual(['86']);
  expect(data.pages[0]!.count).toBe(10);
});

test('a column without a card counts one less, and without a stranger stays as it is', () => {
  const data = pages(false, ['8', '6'], ['4']);
  expect(without(data, '6').pages[0]).toMatchObject({ count: 8, items: [card('8')] });
  expect(without(data, '1')).toBe(data);
});
