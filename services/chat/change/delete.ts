// A message is taken back: by its author, or by the management.

import type { Tx } from '#kernel/sql/database';
import type { ChatCtx } from '../definition.ts';
import { deleted, type Said } from '../domain/messages.ts';
import type { Entry } from '../queries/messages.ts';
import { keepRevision } from './channel.ts';

/** What a message becomes, with what hung on it gone; null if it was taken back before. */
export async function takeBack(ctx: ChatCtx, tx: Tx, entry: Entry, by: 'author' | 'moderator'): Promise<Said | null> {
  if (entry.body.deletedAt !== null) return null;
  await keepRevision(tx, ctx, entry);
  await tx.run`delete from mentions where message_id = ${entry.id}`;
  await tx.run`delete from pins where channel_id = ${entry.stream} and message_id = ${entry.id}`;
  return deleted(entry.body, by, ctx.now());
}
