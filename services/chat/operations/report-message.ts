import { contentFlagged } from '#services/community/events';
import { requireThere } from '../change/channel.ts';
import { chatService } from '../definition.ts';
import { lockChannel } from '../queries/channels.ts';
import { findMessage } from '../queries/messages.ts';

export const reportMessage = chatService.operation('reportMessage', async (ctx, input, call) => {
  const { channelId, messageId, reason, note } = input;
  await ctx.db.transaction(async tx => {
    const { channel } = await lockChannel(tx, call, channelId);
    const entry = await findMessage(ctx, tx, channelId, messageId);
    requireThere(entry);
    const { authorId, text } = entry.body;
    const added = await tx.run`
      insert into message_reports (id, building_id, channel_id, message_id, author_id, text, reported_by, reason, note,
                                   created_at)
      values (${ctx.id()}, ${channel.building_id}, ${channelId}, ${messageId}, ${authorId}, ${text}, ${call.userId},
              ${reason}, ${note}, ${ctx.now()})
      on conflict on constraint message_reports_once do nothing`;
    if (added === 0) return;
    const where = {
      contentId: messageId,
      kind: 'message',
      buildingId: channel.building_id,
      placeId: channelId,
    } as const;
    // The management decides on each report: no number of them hides a message.
    await ctx.publish(tx, contentFlagged, { ...where, reason, scorePercent: 100, hidden: false });
  });
});
