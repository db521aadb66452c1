import { expect, test } from 'vitest';
import { choose, freedomOf, nextFree, reachOf, type Slot } from './slots.ts';

const day = '2026-03-03';
const at = (hour: number): string => `${day}T${String(hour).padStart(2, '0')}:00`;
const slot = (hour: number, bookable: Slot['bookable'] = 'yes'): Slot => ({
  ...{ start: at(hour), end: at(hour + 1), startsAt: `${at(hour)}:00.000Z`, endsAt: `${at(hour + 1)}:00.000Z` },
  ...{ free: bookable === 'yes' ? 1 : 0, bookable },
});
/** Free at 8, 9, 10; taken at 11; free at 12; closed at 13; free from 14 to 17. */
const slots = [slot(8), slot(9), slot(10), slot(11, 'taken'), slot(12), slot(14), slot(15), slot(16)];
const span = (from: number, to: number) => ({ start: at(from), end: at(to) });

test('a later time makes it longer, up to what may be taken at once and to what is closed', () => {
  expect(choose(slots, null, slots[0]!, 3)).toEqual(span(8, 9));
  expect(choose(slots, span(8, 9), slots[2]!, 3)).toEqual(span(8, 11));
  expect(choose(slots, span(8, 9), slots[2]!, 2)).toEqual(span(10, 11));
  expect(choose(slots, span(12, 13), slots[5]!, 3)).toEqual(span(14, 15));
  expect(choose(slots, span(8, 9), slots[0]!, 3)).toBeNull();
});

test('what is free and what is taken are not chosen together by a click', () => {
  expect(choose(slots, span(10, 11), slots[3]!, 3)).toEqual(span(11, 12));
});

test('what can be reached ends where nothing can be chosen', () => {
  expect(reachOf(slots, at(10), 12).map(({ start }) => start)).toEqual([at(10), at(11), at(12)]);
});

test('the next free times are as long, in order, and apart', () => {
  expect(nextFree(slots, span(8, 9), 3)).toEqual([span(8, 9), span(9, 10), span(10, 11)]);
  expect(nextFree(slots, span(9, 11), 4)).toEqual([span(9, 11), span(14, 16)]);
  expect(nextFree(slots, span(12, 15), 4)).toEqual([span(14, 17)]);
  expect(nextFree(slots, span(8, 12), 4)).toEqual([]);
});

test('a day is as free as its slots', () => {
  expect(freedomOf([])).toMatchObject({ level: 'closed' });
  expect(freedomOf(slots)).toEqual({ free: 7, all: 8, level: 'many' });
  expect(freedomOf([slot(8), slot(9, 'taken'), slot(10, 'taken')])).toMatchObject({ level: 'few' });
  expect(freedomOf([slot(8, 'taken'), slot(9, 'too_soon')])).toMatchObject({ level: 'none' });
  expect(freedomOf([slot(8, 'in_draw')])).toMatchObject({ level: 'draw' });
});
