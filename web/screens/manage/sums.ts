import type { Money } from '#kernel/contract';

/** Amounts added up, one for each currency. */
export function sumsOf(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount));
  return [...sums].map(([currency, sum]) => ({ amount: String(sum), currency }));
}
