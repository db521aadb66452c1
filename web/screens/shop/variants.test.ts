import { expect, test } from 'vitest';
import { choicesFor, chosenOf, type Variant } from './variants.ts';

const price = { amount: '100', currency: 'EUR' };
const variant = (id: string, options: string[], rest: Partial<Variant> = {}) =>
  ({ id, options, price, stock: 'available', ...rest }) as Variant;
const redSmall = variant('1', ['Red', 'S'], { stock: 'sold_out' });
const redLarge = variant('2', ['Red', 'L']);
const blueSmall = variant('3', ['Blue', 'S']);
const all = [redSmall, redLarge, blueSmall];

test('begins with the first that can be bought, and follows the address', () => {
  expect(chosenOf(all, undefined)).toBe(redLarge);
  expect(chosenOf(all, '1')).toBe(redSmall);
  expect(chosenOf([redSmall], 'unknown')).toBe(redSmall);
  expect(chosenOf([variant('4', [], { price: null }), redLarge], undefined)).toBe(redLarge);
});

test('marks what is sold out or does not exist with what else is chosen, and leads to the nearest', () => {
  expect(choicesFor(all, redLarge, 1).map(({ value, toBeHad }) => [value, toBeHad])).toEqual([
    ['S', false],
    ['L', true],
  ]);
  const [red, blue] = choicesFor(all, redLarge, 0);
  expect(red).toMatchObject({ variant: redLarge, toBeHad: true });
  expect(blue).toMatchObject({ variant: blueSmall, toBeHad: false });
});
