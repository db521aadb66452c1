import { z } from 'zod';
import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { chatService } from '../definition.ts';
import { prefixQuery } from '../domain/search.ts';
import { readableBy } from '../queries/channels.ts';
import { messageRow, shown } from '../queries/lists.ts';
import { keptSince } from '../queries/messages.ts';

export const searchMessages = chatService.operation('searchMessages', async (ctx, input, call) => {
  const { q, channelId, limit, cursor } = input;
  const key = afterCursor(cursor, [Timestamp, z.int(), Id]);
  const query = prefixQuery(q);
  if (query === null) return { items: [], nextCursor: null };
  const rows = await ctx.db.many(messageRow)`
    select ${messageRow} from messages m join channels c on c.id = m.stream
    where to_tsvector('simple', m.body ->> 'text') @@ to_tsquery('simple', ${query}) and m.at >= ${keptSince(ctx)}
      and (${readableBy(call.userId)})
      ${channelId ? sql`and m.stream = ${channelId}` : nothing}
      ${key ? sql`and (m.at, m.position, m.id) < (${key[0]}, ${key[1]}, ${key[2]})` : nothing}
    order by m.at desc, m.position desc, m.id desc limit ${limit + 1}`;
  return toPage(rows, limit, ({ at, position, id }) => [at, position, id], shown);
});
