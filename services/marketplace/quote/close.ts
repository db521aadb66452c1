// Quotes of which nothing comes.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import type { MarketplaceCtx } from '../definition.ts';
import { quoteClosed } from '../events.ts';
import { eventAbout, type QuoteRow, quotesWhere } from '../queries/quotes.ts';

type Reason = 'declined' | 'withdrawn' | 'expired' | 'lost';

/** Closes an open quote that is locked, with its request. */
export async function closeQuote(ctx: MarketplaceCtx, tx: Tx, quote: QuoteRow, reason: Reason): Promise<void> {
  await tx.run`
    update quotes set state = ${reason}, closed_at = ${ctx.now()}, version = version + 1 where id = ${quote.id}`;
  await ctx.publish(tx, quoteClosed, { ...eventAbout(quote), reason });
}

/** Closes all quotes of a locked request that are still open. */
export async function closeOthers(ctx: MarketplaceCtx, tx: Tx, requestId: string, reason: Reason): Promise<void> {
  for (const quote of await quotesWhere(tx, sql`q.request_id = ${requestId} and q.state = 'open'`))
    await closeQuote(ctx, tx, quote, reason);
}

/** Ends a request that is locked and open. */
export async function endRequest(
  ctx: MarketplaceCtx,
  tx: Tx,
  requestId: string,
  state: 'cancelled' | 'expired',
): Promise<void> {
  await tx.run`update quote_requests set state = ${state}, version = version + 1 where id = ${requestId}`;
  await closeOthers(ctx, tx, requestId, state === 'expired' ? 'expired' : 'declined');
}

/** Ends the requests somebody has open, in a building or everywhere; gives how many. */
export async function endRequestsOf(
  ctx: MarketplaceCtx,
  tx: Tx,
  userId: string,
  buildingId: string | null,
): Promise<number> {
  const open = await tx.many({ id: col.uuid })`
    select id from quote_requests
    where user_id = ${userId} and building_id = coalesce(${buildingId}, building_id) and state = 'open'
    order by id for update`;
  for (const { id } of open) await endRequest(ctx, tx, id, 'cancelled');
  return open.length;
}
