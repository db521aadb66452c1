import { marketplaceService } from '../../definition.ts';
import { quoteMessageSent } from '../../events.ts';
import { messageRow, toMessage } from '../../queries/messages.ts';
import { eventAbout, findQuote, sideOf } from '../../queries/quotes.ts';

export const sendQuoteMessage = marketplaceService.operation('sendQuoteMessage', async (ctx, { quoteId, text }, call) =>
  ctx.db.transaction(async tx => {
    const quote = await findQuote(tx, quoteId);
    const side = sideOf(call, quote);
    const sent = await tx.one(messageRow)`
        insert into quote_messages (id, quote_id, author_id, side, text, created_at)
        values (${ctx.id()}, ${quoteId}, ${call.userId}, ${side}, ${text}, ${ctx.now()}) returning ${messageRow}`;
    await ctx.publish(tx, quoteMessageSent, { ...eventAbout(quote!), messageId: sent.id, side });
    return toMessage(sent);
  }),
);
