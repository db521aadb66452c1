import { chatService } from '../definition.ts';
import { seeChannel } from '../queries/channels.ts';
import { messageRow, shown } from '../queries/lists.ts';
import { keptSince } from '../queries/messages.ts';

export const listPins = chatService.operation('listPins', async (ctx, { channelId }, call) => {
  await seeChannel(ctx.db, call, channelId);
  const rows = await ctx.db.many(messageRow)`
    select ${messageRow} from pins p join messages m on m.stream = p.channel_id and m.at = p.message_at and m.id = p.message_id
    where p.channel_id = ${channelId} and p.message_at >= ${keptSince(ctx)}
    order by p.pinned_at desc, p.message_id`;
  return { items: rows.map(shown) };
});
