import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { chatService } from '../definition.ts';
import { readableBy } from '../queries/channels.ts';
import { messageRow, shown } from '../queries/lists.ts';
import { keptSince } from '../queries/messages.ts';

export const listMentions = chatService.operation('listMentions', async (ctx, { limit, cursor }, call) => {
  const key = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(messageRow)`
    select ${messageRow}
    from mentions n
    join messages m on m.stream = n.channel_id and m.at = n.at and m.id = n.message_id
    join channels c on c.id = n.channel_id
    where n.user_id = ${call.userId} and n.at >= ${keptSince(ctx)} and (${readableBy(call.userId)})
      ${key ? sql`and (n.at, n.message_id) < (${key[0]}, ${key[1]})` : nothing}
    order by n.at desc, n.message_id desc limit ${limit + 1}`;
  return toPage(rows, limit, ({ at, id }) => [at, id], shown);
});
