import { col } from '#kernel/sql/columns';
import { chatService } from '../definition.ts';
import { mayModerate } from '../domain/access.ts';
import { seeChannel } from '../queries/channels.ts';
import { findMessage } from '../queries/messages.ts';

export const listRevisions = chatService.operation('listRevisions', async (ctx, { channelId, messageId }, call) => {
  const { place, standing } = await seeChannel(ctx.db, call, channelId);
  const { at, body } = await findMessage(ctx, ctx.db, channelId, messageId);
  const shown = body.deletedAt === null || body.authorId === call.userId || mayModerate(place, standing);
  call.require(shown, 'There is no such message.');
  const rows = await ctx.db.many({ revision: col.int, text: col.text, replaced_at: col.instant })`
    select revision, text, replaced_at from message_revisions
    where message_at = ${at} and message_id = ${messageId} order by revision desc limit 100`;
  return { items: rows.map(({ revision, text, replaced_at }) => ({ revision, text, replacedAt: replaced_at })) };
});
