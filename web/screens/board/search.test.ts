import { expect, test } from 'vitest';
import { boardSearch, filtersOf, isFiltered } from './search.ts';

const id = '01920000-0000-7000-8000-000000000001';

test('what the board does not understand is left out of its address', () => {
  expect(boardSearch({ category: 'x', column: 'nowhere', urgent: 'yes', q: '', other: 1 })).toEqual({});
  expect(boardSearch({ category: id, column: 'assigned', urgent: true, q: 155 })).toEqual({
    category: id,
    column: 'assigned',
    urgent: true,
    q: '155',
  });
});

test('nobody is somebody to filter by', () => {
  expect(filtersOf(boardSearch({ assignee: 'none' }))).toEqual({ unassigned: true });
  expect(filtersOf(boardSearch({ assignee: id }))).toEqual({ assigneeId: id });
});

test('which column is shown is no filter', () => {
  expect(isFiltered(boardSearch({ column: 'closed', closed: true }))).toBe(false);
  expect(isFiltered(boardSearch({ breached: true }))).toBe(true);
});
