// A change in a channel: its numbers are given by one statement under the lock of its row, and what became of the message
// is pushed once it is committed.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Message } from '../contract/wire.ts';
import type { ChatCtx } from '../definition.ts';
import type { Said } from '../domain/messages.ts';
import { lockChannel, type Seen } from '../queries/channels.ts';
import { type Entry, findMessage, messagesIn, toMessage } from '../queries/messages.ts';

/** The next numbers of a channel for one more message: whoever says it has read what was said before. */
export const nextNumbers = (tx: Tx, ctx: ChatCtx, channelId: string, readBy: string) =>
  tx.one({ number: col.int, sequence: col.int, at: col.instant })`
    with next as (
      update channels
      set last_number = last_number + 1, last_sequence = last_sequence + 1,
          last_at = greatest(last_at, ${ctx.now()}::timestamptz)
      where id = ${channelId}
      returning last_number as number, last_sequence as sequence, last_at as at),
    read as (
      insert into read_states as known (channel_id, user_id, read_number)
      select ${channelId}::uuid, ${readBy}::uuid, number from next
      on conflict (channel_id, user_id) do update set read_number = greatest(known.read_number, excluded.read_number))
    select number, sequence, at from next`;

/** The next number of a channel's changes, where there is no message more. */
const nextSequence = (tx: Tx, channelId: string) =>
  tx.one({ sequence: col.int })`
    update channels set last_sequence = last_sequence + 1 where id = ${channelId} returning last_sequence as sequence`;

/** Tells the channel once the change is committed. */
export function pushMessage(ctx: ChatCtx, tx: Tx, message: Message): void {
  tx.afterCommit(() => ctx.push({ topic: 'channel', id: message.channelId }, 'message', message));
}

interface Changing {
  tx: Tx;
  seen: Seen;
  entry: Entry;
}

/** Changes a message under the lock of its channel. `change` gives what it becomes, or null to leave it as it is. */
export function changeMessage(
  ctx: ChatCtx,
  call: Call,
  { channelId, messageId }: { channelId: string; messageId: string },
  change: (changing: Changing) => Promise<Said | null>,
): Promise<Message> {
  return ctx.db.transaction(async tx => {
    const seen = await lockChannel(tx, call, channelId);
    const entry = await findMessage(ctx, tx, channelId, messageId);
    const body = await change({ tx, seen, entry });
    return body ? saveMessage(ctx, tx, entry, body) : toMessage(entry);
  });
}

/** Writes what a message has become; the channel's row is locked. */
export async function saveMessage(ctx: ChatCtx, tx: Tx, entry: Entry, body: Said): Promise<Message> {
  const { sequence } = await nextSequence(tx, entry.stream);
  await messagesIn(tx).replace(entry.stream, entry.id, sequence, body);
  const message = toMessage({ ...entry, change: sequence, body });
  pushMessage(ctx, tx, message);
  return message;
}

/** Keeps what a message says before it says something else. */
export const keepRevision = (tx: Tx, ctx: ChatCtx, { id, at, body }: Entry): Promise<number> =>
  tx.run`
    insert into message_revisions (message_at, message_id, revision, text, replaced_at)
    values (${at}, ${id}, ${body.version}, ${body.text}, ${ctx.now()})`;

/** Raises unless the message still says something. */
export function requireThere({ body }: Entry): void {
  if (body.deletedAt !== null) fail('failed_precondition', 'This message was taken back.', { reason: 'deleted' });
}
