// Requests and quotes whose time is over.

import { col } from '#kernel/sql/columns';
import type { MarketplaceCtx } from '../definition.ts';
import { lockQuote } from '../queries/quotes.ts';
import { lockRequest } from '../queries/requests.ts';
import { closeQuote, endRequest } from '../quote/close.ts';

const perRun = 500;

/** Ends what nobody has accepted in time. */
export async function expire(ctx: MarketplaceCtx): Promise<void> {
  const quotes = await ctx.db.many({ id: col.uuid })`
    select id from quotes where state = 'open' and valid_until <= ${ctx.now()} order by valid_until, id limit ${perRun}`;
  for (const { id } of quotes)
    await ctx.db.transaction(async tx => {
      const quote = (await lockQuote(tx, id))!;
      if (quote.state === 'open') await closeQuote(ctx, tx, quote, 'expired');
    });
  const requests = await ctx.db.many({ id: col.uuid })`
    select id from quote_requests
    where state = 'open' and expires_at <= ${ctx.now()} order by expires_at, id limit ${perRun}`;
  for (const { id } of requests)
    await ctx.db.transaction(async tx => {
      const request = (await lockRequest(tx, id))!;
      if (request.state === 'open') await endRequest(ctx, tx, id, 'expired');
    });
}
