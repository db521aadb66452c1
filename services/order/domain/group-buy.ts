// When neighbours buy together: from how many pieces on, and for how much.

import { fail } from '#kernel/errors';

/** What a piece costs from so many pieces on, in minor units. */
export interface Tier {
  quantity: number;
  amount: string;
}

/** Raises `invalid_argument` unless more pieces cost less each, `failed_precondition` with `not_cheaper` unless all of them
 * cost less than in the shop. */
export function requireTiers(tiers: readonly Tier[], shopPrice: bigint): void {
  for (const [index, { quantity, amount }] of tiers.entries()) {
    const before = tiers[index - 1];
    if (before && (quantity <= before.quantity || BigInt(amount) >= BigInt(before.amount)))
      fail('invalid_argument', 'tiers: each takes more pieces than the one before, and costs less.');
  }
  if (BigInt(tiers[0]!.amount) >= shopPrice)
    fail('failed_precondition', 'It costs no more than that in the shop already; set a lower price.', {
      reason: 'not_cheaper',
      details: { shopPrice: String(shopPrice) },
    });
}

/** What a piece costs at so many, or null where they are too few. */
export const priceAt = (tiers: readonly Tier[], pieces: number): string | null =>
  tiers.findLast(({ quantity }) => pieces >= quantity)?.amount ?? null;

/** Whether it gets no cheaper with more. */
export const isComplete = (tiers: readonly Tier[], pieces: number): boolean => pieces >= tiers.at(-1)!.quantity;
