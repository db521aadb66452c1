import { col } from '#kernel/sql/columns';
import { chatService } from '../definition.ts';
import { seeChannel } from '../queries/channels.ts';

export const markRead = chatService.operation('markRead', async (ctx, { channelId, number }, call) => {
  const { userId } = call;
  const { channel } = await seeChannel(ctx.db, call, channelId);
  const { read_number: readNumber } = await ctx.db.one({ read_number: col.int })`
    insert into read_states as known (channel_id, user_id, read_number)
    values (${channelId}, ${userId}, ${Math.min(number, channel.last_number)})
    on conflict (channel_id, user_id) do update set read_number = greatest(known.read_number, excluded.read_number)
    returning read_number`;
  const unread = Math.max(0, channel.last_number - readNumber);
  ctx.push({ userId }, 'read', { channelId, readNumber, unread });
  return { readNumber, unread };
});
