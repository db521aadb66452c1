// What people write on a ticket.

import type { z } from 'zod';
import { col } from '#kernel/sql/columns';
import type { TicketComment } from '../contract/wire.ts';
import { ticketCommented } from '../events.ts';
import { attachFiles, type Claimed } from './files.ts';
import type { Change } from './record.ts';

export type WrittenComment = z.output<typeof TicketComment>;

export interface CommentText {
  kind: WrittenComment['kind'];
  text: string;
  internal?: boolean;
  files?: readonly Claimed[];
}

/** Writes on the ticket; gives the comment as it will be with the version the change is saved under. */
export async function writeComment(
  change: Change,
  { kind, text, internal = false, files = [] }: CommentText,
): Promise<(version: number) => WrittenComment> {
  const { ctx, tx, ticket, at, by } = change;
  const id = ctx.id();
  await tx.run`
    insert into comments (id, ticket_id, author_id, kind, text, internal, created_at)
    values (${id}, ${ticket.id}, ${by}, ${kind}, ${text}, ${internal}, ${at})`;
  await attachFiles(tx, ticket.id, files, { commentId: id, by, at });
  // A question and a resolution are told by the change of status they come with.
  if (kind === 'comment' || kind === 'answer') {
    const staff = internal ? await staffOf(change) : null;
    change.events.push(about => {
      const watchers = staff === null ? about.watchers : about.watchers.filter(person => staff.has(person));
      return ctx.publish(tx, ticketCommented, { ...about, watchers, commentId: id, internal });
    });
  }
  const fileIds = files.map(file => file.id);
  return version => ({
    id,
    ticketId: ticket.id,
    authorId: by,
    kind,
    text,
    internal,
    fileIds,
    createdAt: at,
    version,
  });
}

/** Those who may read what is internal. */
async function staffOf({ tx, ticket }: Change): Promise<Set<string>> {
  const rows = await tx.many({ user_id: col.uuid })`
    select distinct user_id from staff where building_id = ${ticket.building_id} or building_id is null`;
  return new Set(rows.map(found => found.user_id));
}
