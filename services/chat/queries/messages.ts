// Messages as the timeline holds them and as people see them.

import { fail } from '#kernel/errors';
import type { Queries } from '#kernel/sql/database';
import { type Instant, minus } from '#kernel/time';
import type { Timeline, TimelineEntry } from '#kernel/timeline/port';
import { postgresTimeline } from '#kernel/timeline/postgres';
import type { Message } from '../contract/wire.ts';
import type { ChatCtx } from '../definition.ts';
import type { Said } from '../domain/messages.ts';

export type Entry = TimelineEntry<Said>;

/** The messages over a database, or over a transaction whose change they belong to. */
export const messagesIn = (db: Queries): Timeline<Said> => postgresTimeline<Said>(db, 'messages');

/** What is older counts as gone, also before its month is dropped. */
export const keptSince = (ctx: ChatCtx): Instant => minus(ctx.now(), `${ctx.config.retentionDays}d`);

export const toMessage = ({ stream, at, position, id, change, body }: Entry): Message => {
  const { deletedBy: _, ...said } = body;
  return { id, channelId: stream, number: position, sequence: change, sentAt: at, ...said };
};

/** A message of a channel. Raises `not_found`. */
export async function findMessage(ctx: ChatCtx, db: Queries, channelId: string, messageId: string): Promise<Entry> {
  const found = await messagesIn(db).get(channelId, messageId);
  if (!found || found.at < keptSince(ctx)) return fail('not_found', 'There is no such message.');
  return found;
}
