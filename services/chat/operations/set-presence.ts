import { chatService } from '../definition.ts';
import { myChannels } from '../queries/channels.ts';

const presenceMs = 60_000;
const maxChannels = 100;

/** Kept for a minute, and told to the person's channels when it changes. */
export const setPresence = chatService.operation('setPresence', async (ctx, { state }, call) => {
  const key = `presence:${call.userId}`;
  const before = await ctx.keys.get(key).catch(() => null);
  if (state === 'offline') await ctx.keys.delete(key).catch(() => false);
  else await ctx.keys.set(key, state, { ttlMs: presenceMs }).catch(() => false);
  if ((before ?? 'offline') === state) return;
  const channels = await myChannels(ctx.db, call.userId, { limit: maxChannels });
  for (const { channel } of channels)
    ctx.push({ topic: 'channel', id: channel.id }, 'presence', { userId: call.userId, state });
});
