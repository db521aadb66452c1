// Amounts in minor units, whole as they are: shared out and taken in parts without a unit lost or made up.

const million = 1_000_000n;

/** So many parts of a million of an amount, half a unit rounded up. */
export const partOf = (amount: bigint, ppm: number): bigint => (2n * amount * BigInt(ppm) + million) / (2n * million);

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

/**
 * Shares a total out in proportion to weights by the method of largest remainders (Hamilton): the shares sum to the total,
 * and while that is no more than the weights, no share is more than its weight. Of equal remainders the first is served
 * first. Throws a RangeError on a total that nothing can carry.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = sumOf(weights);
  if (total === 0n) return weights.map(() => 0n);
  if (whole <= 0n || total < 0n) throw new RangeError('there is nothing to share it out over');
  const shares = weights.map(weight => (total * weight) / whole);
  let left = total - sumOf(shares);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    shares[index]! += 1n;
    left -= 1n;
  }
  return shares;
}

/** `3000`, `EUR` → `30.00 EUR`; with as many decimals as the currency has (ISO 4217). */
export function moneyText(amount: string, currency: string): string {
  const { maximumFractionDigits: decimals = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  const digits = amount.padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${decimals > 0 ? `${whole}.${digits.slice(-decimals)}` : whole} ${currency}`;
}
