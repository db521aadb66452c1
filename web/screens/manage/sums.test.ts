import { expect, test } from 'vitest';
import { sumsOf } from './sums.ts';

test('amounts add up by currency, and beyond what a float can hold', () => {
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  const chf = { amount: '5', currency: 'CHF' };
  expect(sumsOf([eur('9007199254740993'), chf, eur('-1')])).toEqual([eur('9007199254740992'), chf]);
  expect(sumsOf([])).toEqual([]);
});
