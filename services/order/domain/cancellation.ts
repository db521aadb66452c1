// What is given back for pieces that are not sent: each piece its share of its line, and with the last piece of a
// vendor's parcel what sending it cost. All that can ever be cancelled sums to what was paid.

import { fail } from '#kernel/errors';
import { pieceShare } from './allocation.ts';
import { type SentPart, type Share, sharesOf } from './shares.ts';

export interface CancellableLine {
  lineId: string;
  vendorId: string;
  variantId: string;
  categoryIds: readonly string[];
  quantity: number;
  cancelled: number;
  total: bigint;
  tax: bigint;
  funded: bigint;
  /** What of it goes back is for payment to say. */
  giftCard: boolean;
}

export interface Pieces {
  lineId: string;
  quantity: number;
}

export interface Cancellation {
  lines: { lineId: string; vendorId: string; variantId: string; quantity: number }[];
  /** The `gross` sum to the amount. */
  shares: Share[];
  amount: bigint;
  /** Pieces that are gift cards; not in the amount. */
  giftCards: { vendorId: string; lines: Pieces[] }[];
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
  parts: readonly SentPart[],
  wanted: readonly Pieces[],
): Cancellation {
  const pieces = new Map<string, number>();
  for (const { lineId, quantity } of wanted) pieces.set(lineId, (pieces.get(lineId) ?? 0) + quantity);
  for (const lineId of pieces.keys())
    if (!lines.some(line => line.lineId === lineId)) fail('not_found', 'The order has no such line.');

  const given: Parameters<typeof sharesOf>[0][number][] = [];
  const cancelled: Cancellation['lines'] = [];
  const left = new Map<string, number>();
  const cards: (Pieces & { vendorId: string })[] = [];
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
    cancelled.push({ lineId, vendorId, variantId, quantity: count });
    if (line.giftCard) cards.push({ vendorId, lineId, quantity: count });
    else given.push({ vendorId, categoryIds: line.categoryIds, ...sharesOfPieces(line, until) });
  }
  const emptied = [...new Set(cancelled.map(({ vendorId }) => vendorId))].filter(vendorId => left.get(vendorId) === 0);
  const shares = sharesOf(
    given,
    parts.filter(({ vendorId }) => emptied.includes(vendorId)),
  );
  return {
    lines: cancelled,
    shares,
    amount: shares.reduce((sum, share) => sum + share.gross, 0n),
    giftCards: [...Map.groupBy(cards, ({ vendorId }) => vendorId)].map(([vendorId, ofVendor]) => ({
      vendorId,
      lines: ofVendor.map(({ lineId, quantity }) => ({ lineId, quantity })),
    })),
    emptied,
    whole: [...left.values()].every(count => count === 0),
  };
}

/** What the pieces of a line cost that are cancelled next, up to the `until`-th. */
function sharesOfPieces({ total, tax, funded, cancelled, quantity }: CancellableLine, until: number) {
  const share = (amount: bigint) => pieceShare(amount, cancelled, until, quantity);
  return { total: share(total), tax: share(tax), funded: share(funded) };
}
