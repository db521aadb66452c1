// What a promotion may say.

import type { Benefit, Rule } from '../contract/wire.ts';

/** What is wrong with a promotion as it was written, as a sentence, or null. */
export function mistakeIn(benefit: Benefit, rules: readonly Rule[], currency: string | null): string | null {
  const amounts = benefit.kind === 'amount' || ('atMost' in benefit && benefit.atMost !== null);
  if (currency === null && (amounts || rules.some(({ kind }) => kind === 'min_subtotal')))
    return 'Name the currency of the amounts.';
  if (benefit.kind !== 'buy_get' && rules.some(({ kind }) => kind === 'get_products'))
    return 'The rule get_products is for the benefit buy_get; take it out.';
  if (rules.filter(({ kind }) => kind === 'get_products').length > 1) return 'Give one rule get_products.';
  return null;
}

/** How often each person may use a promotion: one for a first order once, as two orders at once are both the first. */
export const perUserLimitOf = (rules: readonly Rule[], limit: number | null): number | null =>
  rules.some(({ kind }) => kind === 'first_order') ? 1 : limit;

// Without 0, O, 1, I, L and U, which are read as each other or make words nobody wants on a voucher.
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code of twelve characters, 58 bits, of random bytes (which must be at least 24). */
export function codeOf(prefix: string, bytes: Uint8Array): string {
  const text = Array.from({ length: 12 }, (_, index) => {
    const number = bytes[2 * index]! * 256 + bytes[2 * index + 1]!;
    return letters[number % letters.length];
  }).join('');
  return prefix === '' ? text : `${prefix}-${text}`;
}
