import { nothing, sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { quotesWhere, toQuote } from '../../queries/quotes.ts';
import { seeRequest, toRequest } from '../../queries/requests.ts';

export const getQuoteRequest = marketplaceService.operation('getQuoteRequest', async (ctx, { requestId }, call) => {
  const { request, providerId } = await seeRequest(ctx.db, call, requestId);
  const own = providerId === null ? nothing : sql`and q.provider_id = ${providerId}`;
  const quotes = await quotesWhere(ctx.db, sql`q.request_id = ${requestId} ${own}`);
  return { ...toRequest(request, providerId !== null), quotes: quotes.map(toQuote) };
});
