// Decisions on a quote, each under the lock of its request, so that of two exactly one is made.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import type { MarketplaceCtx } from '../definition.ts';
import { findQuote, lockQuote, noQuote, type QuoteRow, sideOf, toQuote } from '../queries/quotes.ts';
import { closeQuote } from './close.ts';

/** Locks an open quote for one of its sides. Raises `not_found`, and `failed_precondition` with `not_open` or
 * `quote_expired`. */
export async function openQuote(
  ctx: MarketplaceCtx,
  tx: Tx,
  call: Call,
  quoteId: string,
  side: 'resident' | 'provider',
): Promise<QuoteRow> {
  const found = await lockQuote(tx, quoteId);
  call.require(sideOf(call, found) === side, noQuote);
  const quote = found!;
  if (quote.state !== 'open') fail('failed_precondition', `The quote is ${quote.state}.`, { reason: 'not_open' });
  if (quote.valid_until <= ctx.now())
    fail('failed_precondition', 'The quote is not valid any more; ask for another.', { reason: 'quote_expired' });
  return quote;
}

/** Closes a quote, as one of its sides wants. */
export const refuse = (
  ctx: MarketplaceCtx,
  call: Call,
  quoteId: string,
  side: 'resident' | 'provider',
): Promise<ReturnType<typeof toQuote>> =>
  ctx.db.transaction(async tx => {
    const quote = await openQuote(ctx, tx, call, quoteId, side);
    await closeQuote(ctx, tx, quote, side === 'resident' ? 'declined' : 'withdrawn');
    return toQuote((await findQuote(tx, quoteId))!);
  });
