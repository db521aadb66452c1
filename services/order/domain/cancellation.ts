// What is given back for pieces that are not sent: each piece its share of its line, and with the last piece of a
// vendor's parcel what sending it cost. All that can ever be cancelled sums to what was paid.

import { fail } from '#kernel/errors';
import { pieceShare } from './allocation.ts';

export interface CancellableLine {
  lineId: string;
  vendorId: string;
  variantId: string;
  quantity: number;
  cancelled: number;
  total: bigint;
  tax: bigint;
  funded: bigint;
}

export interface CancellablePart {
  vendorId: string;
  shipping: bigint;
  shippingTax: bigint;
  shippingFunded: bigint;
}

export interface Pieces {
  lineId: string;
  quantity: number;
}

export interface Share {
  vendorId: string;
  gross: bigint;
  tax: bigint;
  funded: bigint;
}

export interface Cancellation {
  lines: { lineId: string; vendorId: string; variantId: string; quantity: number }[];
  /** By vendor; the `gross` sum to the amount. */
  shares: Share[];
  amount: bigint;
  /** The vendors of whose part nothing is left. */
  emptied: string[];
  /** Whether nothing is left of the order. */
  whole: boolean;
}

/** What is left of an order's lines. */
export const leftOf = (lines: readonly CancellableLine[]): Pieces[] =>
  lines
    .filter(({ quantity, cancelled }) => quantity > cancelled)
    .map(({ lineId, quantity, cancelled }) => ({ lineId, quantity: quantity - cancelled }));

/** Reckons a cancellation. Raises `failed_precondition` with `not_so_many` where fewer pieces are left, `not_found` for
 * a line the order does not have. */
export function reckonCancellation(
  lines: readonly CancellableLine[],
  parts: readonly CancellablePart[],
  wanted: readonly Pieces[],
): Cancellation {
  const pieces = new Map<string, number>();
  for (const { lineId, quantity } of wanted) pieces.set(lineId, (pieces.get(lineId) ?? 0) + quantity);
  for (const lineId of pieces.keys())
    if (!lines.some(line => line.lineId === lineId)) fail('not_found', 'The order has no such line.');

  const shares = new Map<string, Share>();
  const add = (vendorId: string, gross: bigint, tax: bigint, funded: bigint) => {
    const share = shares.get(vendorId) ?? { vendorId, gross: 0n, tax: 0n, funded: 0n };
    shares.set(vendorId, {
      vendorId,
      gross: share.gross + gross,
      tax: share.tax + tax,
      funded: share.funded + funded,
    });
  };
  const cancelled: Cancellation['lines'] = [];
  const left = new Map<string, number>();
  for (const line of lines) {
    const { lineId, vendorId, variantId, quantity } = line;
    const count = pieces.get(lineId) ?? 0;
    const until = line.cancelled + count;
    if (until > quantity)
      fail('failed_precondition', 'So many pieces are not left to be cancelled.', {
        reason: 'not_so_many',
        details: { lineId, left: quantity - line.cancelled },
      });
    left.set(vendorId, (left.get(vendorId) ?? 0) + quantity - until);
    if (count === 0) continue;
    const share = (amount: bigint) => pieceShare(amount, line.cancelled, until, quantity);
    add(vendorId, share(line.total), share(line.tax), share(line.funded));
    cancelled.push({ lineId, vendorId, variantId, quantity: count });
  }
  const emptied = [...shares.keys()].filter(vendorId => left.get(vendorId) === 0);
  for (const { vendorId, shipping, shippingTax, shippingFunded } of parts)
    if (emptied.includes(vendorId)) add(vendorId, shipping, shippingTax, shippingFunded);
  return {
    lines: cancelled,
    shares: [...shares.values()],
    amount: [...shares.values()].reduce((sum, share) => sum + share.gross, 0n),
    emptied,
    whole: [...left.values()].every(count => count === 0),
  };
}
