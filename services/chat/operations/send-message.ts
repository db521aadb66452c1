import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { uuidOf } from '#kernel/security/digest';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { nextNumbers, pushMessage } from '../change/channel.ts';
import { claimOf, withFiles } from '../change/files.ts';
import type { Message } from '../contract/wire.ts';
import { type ChatCtx, chatService } from '../definition.ts';
import { mayPost } from '../domain/access.ts';
import { say } from '../domain/messages.ts';
import { messageSent } from '../events.ts';
import { lockChannel, type Seen, seeChannel } from '../queries/channels.ts';
import { findMessage, messagesIn, toMessage } from '../queries/messages.ts';
import { membersOf } from '../queries/residents.ts';

interface Sending {
  channelId: string;
  localId: string;
  text: string;
  mentions: string[];
  fileIds: string[];
  replyTo?: string | undefined;
}

export const sendMessage = chatService.operation('sendMessage', async (ctx, input, call) => {
  const { channelId, localId, fileIds } = input;
  // Sent again it is the same message.
  const messageId = uuidOf(ctx.cipher.blindIndex(`${channelId}|${call.userId}|${localId}`));
  if (fileIds.length === 0) return ctx.db.transaction(tx => send(ctx, tx, call, messageId, input));
  // Files are claimed before the transaction: not for what may not be said, or was said already.
  requirePost(await seeChannel(ctx.db, call, channelId));
  const known = await messagesIn(ctx.db).get(channelId, messageId);
  if (known) return toMessage(known);
  return withFiles(ctx, call, messageId, fileIds, () =>
    ctx.db.transaction(tx => send(ctx, tx, call, messageId, input)),
  );
});

function requirePost({ place, standing }: Seen): void {
  if (place.archived) fail('failed_precondition', 'This channel is archived.', { reason: 'archived' });
  if (!mayPost(place, standing)) fail('permission_denied', 'Only verified residents of the building may post.');
}

/** Says it under the lock of the channel, where a twin that was sent at the same time finds it said. */
async function send(ctx: ChatCtx, tx: Tx, call: Call, messageId: string, input: Sending): Promise<Message> {
  const { channelId, localId, text, replyTo } = input;
  const seen = await lockChannel(tx, call, channelId);
  requirePost(seen);
  if (text === '' && input.fileIds.length === 0) fail('invalid_argument', 'text: say something, or attach a file');
  const timeline = messagesIn(tx);
  const known = await timeline.get(channelId, messageId);
  if (known) return toMessage(known);
  if (replyTo) await findMessage(ctx, tx, channelId, replyTo);
  const named = [...new Set(input.mentions)].filter(userId => userId !== call.userId);
  const mentions =
    named.length === 0
      ? []
      : (await membersOf(tx, channelId, { among: named, limit: named.length })).map(m => m.userId);
  const { number, sequence, at } = await nextNumbers(tx, ctx, channelId, call.userId);
  const fileIds = [...new Set(input.fileIds)];
  const body = say({ authorId: call.userId, localId, text, fileIds, mentions, replyTo: replyTo ?? null });
  const entry = { stream: channelId, at, position: number, id: messageId, change: sequence, markedAt: null, body };
  await timeline.add([entry]);
  await keepBeside(tx, { channelId, messageId, number, at, mentions, fileIds });
  await announce(ctx, tx, seen, { messageId, number, authorId: call.userId, mentions });
  const message = toMessage(entry);
  pushMessage(ctx, tx, message);
  return message;
}

interface Beside {
  channelId: string;
  messageId: string;
  number: number;
  at: string;
  mentions: readonly string[];
  fileIds: readonly string[];
}

async function keepBeside(tx: Tx, beside: Beside): Promise<void> {
  const { channelId, messageId, number, at, mentions, fileIds } = beside;
  if (mentions.length > 0)
    await tx.run`
      insert into mentions (user_id, at, message_id, channel_id, number)
      select named, ${at}::timestamptz, ${messageId}::uuid, ${channelId}::uuid, ${number}::int
      from unnest(${[...mentions]}::uuid[]) as named`;
  if (fileIds.length > 0)
    await tx.run`
      insert into file_claims (claim, message_at) values (${claimOf(messageId)}, ${at}) on conflict do nothing`;
}

/** Publishes that something was said; those who muted the channel are not named. */
async function announce(
  ctx: ChatCtx,
  tx: Tx,
  { channel, place }: Seen,
  { mentions, ...about }: { messageId: string; number: number; authorId: string; mentions: readonly string[] },
): Promise<void> {
  const other = channel.kind === 'direct' ? (place.pair.find(userId => userId !== about.authorId) ?? null) : null;
  const told = [...mentions, ...(other ? [other] : [])];
  const muted =
    told.length === 0
      ? []
      : await tx.many({ user_id: col.uuid })`
          select user_id from read_states
          where channel_id = ${channel.id} and user_id = any(${told}::uuid[]) and muted_until > ${ctx.now()}`;
  const deaf = new Set(muted.map(({ user_id }) => user_id));
  await ctx.publish(tx, messageSent, {
    ...about,
    channelId: channel.id,
    buildingId: channel.building_id,
    kind: channel.kind,
    channelName: channel.name,
    mentions: mentions.filter(userId => !deaf.has(userId)),
    recipientId: other && !deaf.has(other) ? other : null,
  });
}
