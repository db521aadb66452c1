// What is not as it was when something was put into a cart.

import type { Drift } from '../contract/wire.ts';
import type { Item } from './document.ts';

/** What is known of a variant now; undefined where nothing is. */
export interface Now {
  /** Of one piece, in minor units of the cart's currency. */
  price?: string | undefined;
  /** Pieces that can be had; null where they are not counted. */
  available?: number | null | undefined;
  gone: boolean;
}

/** The drift of an item, or null where there is none. */
export function driftOf({ quantity, seenPrice }: Item, now: Now, currency: string): Drift | null {
  const price =
    seenPrice !== null && now.price !== undefined && now.price !== seenPrice
      ? { seen: { amount: seenPrice, currency }, now: { amount: now.price, currency } }
      : null;
  const available = typeof now.available === 'number' && now.available < quantity ? now.available : null;
  return price || available !== null || now.gone ? { price, available, gone: now.gone } : null;
}
