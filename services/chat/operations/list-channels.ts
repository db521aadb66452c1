import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { chatService } from '../definition.ts';
import { myChannels } from '../queries/channels.ts';

export const listChannels = chatService.operation('listChannels', async (ctx, { buildingId, limit, cursor }, call) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const found = await myChannels(ctx.db, call.userId, { buildingId, after, limit: limit + 1 });
  return toPage(
    found,
    limit,
    ({ key }) => key,
    ({ channel }) => channel,
  );
});
