import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cipherOf } from '../cipher.ts';

const secret = 'a secret for tests only, of more than 32 characters';
const cipher = cipherOf(secret, 'iam');
const place = 'users|phone|7';

test('any text opens again at its own place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, somewhere) => {
      expect(cipher.open(cipher.seal(text.toWellFormed(), somewhere), somewhere)).toBe(text.toWellFormed());
    }),
  );
});

test('a sealed value copied to another row, column or service does not open', () => {
  const sealed = cipher.seal('+4930123456', place);
  for (const elsewhere of ['users|phone|8', 'users|mobile|7', ''])
    expect(() => cipher.open(sealed, elsewhere)).toThrow();
  expect(() => cipherOf(secret, 'building').open(sealed, place)).toThrow();
  expect(() => cipherOf(`${secret}!`, 'iam').open(sealed, place)).toThrow();
});

test('a sealed value with any bit changed, or cut short, does not open', () => {
  const sealed = cipher.seal('+4930123456', place);
  for (const [index] of sealed.entries()) {
    const changed = Buffer.from(sealed);
    changed[index]! ^= 1;
    expect(() => cipher.open(changed, place)).toThrow();
    expect(() => cipher.open(sealed.subarray(0, index), place)).toThrow();
  }
});

test('the same text is sealed differently each time, and found by its blind index', () => {
  expect(cipher.seal('a', place)).not.toEqual(cipher.seal('a', place));
  expect(cipher.blindIndex('a')).toEqual(cipherOf(secret, 'iam').blindIndex('a'));
  expect(cipher.blindIndex('a')).not.toEqual(cipher.blindIndex('b'));
  expect(cipher.blindIndex('a')).not.toEqual(cipherOf(secret, 'building').blindIndex('a'));
});
