import { chatService } from '../definition.ts';
import { seeChannel } from '../queries/channels.ts';

const typingMs = 5_000;

/** Told once in some seconds; where the keys are away, each time. */
export const setTyping = chatService.operation('setTyping', async (ctx, { channelId }, call) => {
  await seeChannel(ctx.db, call, channelId);
  const key = `typing:${channelId}:${call.userId}`;
  const first = await ctx.keys.set(key, '1', { ttlMs: typingMs / 2, onlyIfAbsent: true }).catch(() => true);
  if (first)
    ctx.push({ topic: 'channel', id: channelId }, 'typing', { channelId, userId: call.userId, forMs: typingMs });
});
