import { z } from 'zod';
import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { chatService } from '../definition.ts';
import { seeChannel } from '../queries/channels.ts';
import { keptSince, messagesIn, toMessage } from '../queries/messages.ts';

export const listMessages = chatService.operation('listMessages', async (ctx, { channelId, limit, cursor }, call) => {
  const key = afterCursor(cursor, [Timestamp, z.int(), Id]);
  await seeChannel(ctx.db, call, channelId);
  const entries = await messagesIn(ctx.db).list(channelId, {
    before: key && { at: key[0], position: key[1], id: key[2] },
    since: keptSince(ctx),
    limit: limit + 1,
  });
  return toPage(entries, limit, ({ at, position, id }) => [at, position, id], toMessage);
});
