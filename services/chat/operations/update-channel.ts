import { fail } from '#kernel/errors';
import { chatService } from '../definition.ts';
import { mayKeep } from '../domain/access.ts';
import { lockChannel, myChannel } from '../queries/channels.ts';

export const updateChannel = chatService.operation('updateChannel', async (ctx, input, call) => {
  const { channelId, name, description, archived } = input;
  return ctx.db.transaction(async tx => {
    const { place, standing, channel } = await lockChannel(tx, call, channelId);
    if (!mayKeep(place, standing))
      fail('permission_denied', 'Only managers and whoever opened it change a channel on a topic.');
    const archivedAt =
      archived === undefined ? channel.archived_at : archived ? (channel.archived_at ?? ctx.now()) : null;
    await tx.run`
      update channels
      set name = ${name ?? channel.name}, description = ${description ?? channel.description},
          archived_at = ${archivedAt}, version = version + 1
      where id = ${channelId}`;
    tx.afterCommit(() => ctx.push({ topic: 'channel', id: channelId }, 'channel', { channelId }));
    return myChannel(tx, call.userId, channelId);
  });
});
