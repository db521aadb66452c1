import { chatService } from '../definition.ts';
import { seeChannel } from '../queries/channels.ts';
import { keptSince, messagesIn, toMessage } from '../queries/messages.ts';

/** The channel's sequence is read before the messages: a change between the two is shown, and shown again by its push or
 * by the next resume, never left out. */
export const resumeChannel = chatService.operation('resumeChannel', async (ctx, input, call) => {
  const { channelId, lastSequence, limit } = input;
  const { channel } = await seeChannel(ctx.db, call, channelId);
  const timeline = messagesIn(ctx.db);
  const since = keptSince(ctx);
  if (lastSequence === undefined) {
    const newest = await timeline.list(channelId, { since, limit });
    const messages = newest.map(toMessage).sort((one, other) => one.sequence - other.sequence);
    return { channelId, sequence: channel.last_sequence, complete: true, messages };
  }
  const changed = (await timeline.changedSince(channelId, lastSequence, { since, limit: limit + 1 })).map(toMessage);
  const messages = changed.slice(0, limit);
  const complete = changed.length <= limit;
  const last = messages.at(-1)?.sequence ?? 0;
  return { channelId, sequence: complete ? Math.max(channel.last_sequence, last) : last, complete, messages };
});
