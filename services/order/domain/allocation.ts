// Sums are split so that the parts always make the whole again.

import { fail } from '#kernel/errors';

/**
 * Splits an amount in proportion to weights by the largest remainder (Hamilton's method); the earlier of two equal
 * remainders gets the unit. Weights of nothing get nothing, unless all are. Raises `internal` on a negative amount.
 */
export function allocate(amount: bigint, weights: readonly bigint[]): bigint[] {
  if (amount < 0n || weights.some(weight => weight < 0n)) fail('internal', 'Only what is not negative can be split.');
  const given = weights.reduce((sum, weight) => sum + weight, 0n);
  const shares = given > 0n ? weights : weights.map(() => 1n);
  const whole = shares.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return amount === 0n ? [] : fail('internal', 'There is nobody to split an amount among.');
  const parts = shares.map(weight => (amount * weight) / whole);
  let left = amount - parts.reduce((sum, part) => sum + part, 0n);
  const byRemainder = shares
    .map((weight, index) => ({ index, remainder: (amount * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index]! += 1n;
    left -= 1n;
  }
  return parts;
}

/** What falls to the pieces after the first `from` up to and with the `until`-th of `of` pieces that cost `amount`
 * together: consecutive ranges sum exactly to the range they make. */
export const pieceShare = (amount: bigint, from: number, until: number, of: number): bigint =>
  (amount * BigInt(until)) / BigInt(of) - (amount * BigInt(from)) / BigInt(of);
