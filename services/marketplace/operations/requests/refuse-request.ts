import { sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { quotesWhere } from '../../queries/quotes.ts';
import { toRequest } from '../../queries/requests.ts';
import { answering } from '../../quote/answer.ts';
import { closeQuote } from '../../quote/close.ts';

export const refuseRequest = marketplaceService.operation('refuseRequest', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { requestId, providerId } = input;
    const { request } = await answering(tx, call, input);
    await tx.run`
      update quote_invitations set refused_at = ${ctx.now()}
      where request_id = ${requestId} and provider_id = ${providerId}`;
    const mine = sql`q.request_id = ${requestId} and q.provider_id = ${providerId} and q.state = 'open'`;
    for (const quote of await quotesWhere(tx, mine)) await closeQuote(ctx, tx, quote, 'withdrawn');
    return toRequest(request, true);
  }),
);
