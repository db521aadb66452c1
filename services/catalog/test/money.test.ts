import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalsOf, fromMinor, toMinor } from '../domain/money.ts';
import { readDescription } from '../write/description.ts';

test('an amount that is written out is read as the same amount, in currencies of 0, 2 and 3 decimals', () => {
  expect(['JPY', 'EUR', 'KWD'].map(decimalsOf)).toEqual([0, 2, 3]);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }), fc.constantFrom(0, 2, 3), (amount, decimals) => {
      expect(toMinor(fromMinor(String(amount), decimals), decimals)).toBe(String(amount));
    }),
  );
});

test('what is no amount of the currency is none', () => {
  for (const text of ['', '-1', '1,5', '1e3', '1.', '.5', 'ten', '1.005', '1 000', '٣'])
    expect(toMinor(text, 2)).toBeNull();
  expect(toMinor('105.000', 2)).toBe('10500');
  expect(toMinor('7', 3)).toBe('7000');
});

test('a safe description stays as it is', () => {
  const part = fc.constantFrom(
    '<p>',
    '</p>',
    '<b>',
    '<script>',
    '&',
    '&amp;',
    '<',
    '"',
    'x',
    '\n',
    '<a href="x">',
    '<!--',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), parts => {
      const once = readDescription(parts.join('')).description;
      expect(readDescription(once).description).toBe(once);
    }),
  );
});
