import { chatService } from '../definition.ts';
import { seeChannel } from '../queries/channels.ts';
import { findMessage } from '../queries/messages.ts';

export const listMessageFiles = chatService.operation('listMessageFiles', async (ctx, input, call) => {
  const { channelId, messageId } = input;
  await seeChannel(ctx.db, call, channelId);
  const { body } = await findMessage(ctx, ctx.db, channelId, messageId);
  if (body.fileIds.length === 0) return { items: [] };
  return ctx.clients.media.signFiles({ fileIds: body.fileIds });
});
