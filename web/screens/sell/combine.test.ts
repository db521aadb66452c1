import { expect, test } from 'vitest';
import { combine } from './combine.ts';

test('every value meets every other once', () => {
  const options = [
    { name: 'Colour', values: 'White, Blue,,White ' },
    { name: 'Size', values: 'S,M' },
  ];
  expect(combine(options)).toEqual([
    ['White', 'S'],
    ['White', 'M'],
    ['Blue', 'S'],
    ['Blue', 'M'],
  ]);
  expect(combine([])).toEqual([[]]);
});
