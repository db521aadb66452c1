import { expect, test } from 'vitest';
import { minutesOf, typedHours } from './hours.ts';

test('hours are typed with a point or a comma', () => {
  expect(minutesOf('4')).toBe(240);
  expect(minutesOf(' 0,5 ')).toBe(30);
  expect(minutesOf('1.25')).toBe(75);
});

test('nothing is no promise, and anything else is no number', () => {
  expect(minutesOf(' ')).toBeNull();
  expect(minutesOf('soon')).toBeUndefined();
  expect(minutesOf('-1')).toBeUndefined();
});

test('what was typed comes back', () => {
  for (const minutes of [1, 30, 75, 600]) expect(minutesOf(typedHours(minutes))).toBe(minutes);
  expect(typedHours(null)).toBe('');
});
