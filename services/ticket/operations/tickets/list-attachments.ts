import { col } from '#kernel/sql/columns';
import { sql } from '#kernel/sql/tag';
import { type TicketCtx, ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';

const shape = {
  file_id: col.uuid,
  ticket_id: col.uuid,
  comment_id: col.uuid.orNull,
  added_by: col.uuid.orNull,
  mime: col.text,
  size: col.int,
  created_at: col.instant,
};

export const listAttachments = ticketService.operation('listAttachments', async (ctx, { ticketId }, call) => {
  const { who } = await seeTicket(ctx, call, ticketId);
  const mine = sql`a.ticket_id = ${ticketId}`;
  const rows = await ctx.db.many(shape)`
    select a.file_id, a.ticket_id, a.comment_id, a.added_by, a.mime, a.size, a.created_at
    from attachments a left join comments c on c.id = a.comment_id
    where ${
      who === 'staff'
        ? sql`(${mine} or a.ticket_id in (select id from tickets where merged_into = ${ticketId}))`
        : sql`${mine} and c.internal is not true`
    }
    order by a.created_at, a.file_id limit 100`;
  const links = await linksTo(
    ctx,
    rows.map(found => found.file_id),
  );
  return {
    items: rows.map(found => ({
      fileId: found.file_id,
      ticketId: found.ticket_id,
      commentId: found.comment_id,
      addedBy: found.added_by,
      mime: found.mime,
      size: found.size,
      createdAt: found.created_at,
      url: links.get(found.file_id)?.url ?? null,
      thumbnailUrl: links.get(found.file_id)?.thumbnailUrl ?? null,
    })),
  };
});

/** Links by file; none while media is away, as the rest of the ticket is worth showing without. */
async function linksTo(ctx: TicketCtx, fileIds: string[]) {
  if (fileIds.length === 0) return new Map<string, never>();
  try {
    const { items } = await ctx.clients.media.signFiles({ fileIds });
    return new Map(items.map(item => [item.fileId, item]));
  } catch (error) {
    ctx.log.warn({ err: error }, 'the files of a ticket are shown without links');
    return new Map<string, never>();
  }
}
