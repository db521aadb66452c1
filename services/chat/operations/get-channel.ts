import { chatService } from '../definition.ts';
import { myChannel, seeChannel } from '../queries/channels.ts';

export const getChannel = chatService.operation('getChannel', async (ctx, { channelId }, call) => {
  await seeChannel(ctx.db, call, channelId);
  return myChannel(ctx.db, call.userId, channelId);
});
