import { expect, test } from 'vitest';
import { minorUnits, typedOf } from './amount.ts';

test('typed amounts become minor units without a float, and what is none is refused', () => {
  expect(
    ['119', '12,5', '12.50', ' 12 ', '0,05', ' 0.07 ', '1234567890.99', '90071992547.41', '0'].map(minorUnits),
  ).toEqual(['11900', '1250', '1250', '1200', '5', '7', '123456789099', '9007199254741', '0']);
  expect(['', '-1', '1.234', '1e3', 'a', '1,2,3'].map(minorUnits)).toEqual([null, null, null, null, null, null]);
});

test('minor units are shown as they are typed', () => {
  expect(['5', '1250', '100'].map(typedOf)).toEqual(['0.05', '12.50', '1.00']);
});
