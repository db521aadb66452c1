import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { messageRow, toMessage } from '../../queries/messages.ts';
import { findQuote, sideOf } from '../../queries/quotes.ts';

export const listQuoteMessages = marketplaceService.operation('listQuoteMessages', async (ctx, input, call) => {
  const { quoteId, limit } = input;
  sideOf(call, await findQuote(ctx.db, quoteId));
  const after = afterCursor(input.cursor, [Timestamp, Id] as const);
  const rows = await ctx.db.many(messageRow)`
    select ${messageRow} from quote_messages
    where quote_id = ${quoteId}
      ${after ? sql`and (created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.created_at, row.id], toMessage);
});
