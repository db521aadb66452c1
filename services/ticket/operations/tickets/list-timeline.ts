import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';
import { entryKey, timelineRows, toEntry } from '../../queries/history.ts';

export const listTimeline = ticketService.operation('listTimeline', async (ctx, { ticketId, limit, cursor }, call) => {
  const { who } = await seeTicket(ctx, call, ticketId);
  const after = afterCursor(cursor, [Timestamp, Id]);
  const entries = await timelineRows(ctx.db, { ticketId, forStaff: who === 'staff', after, limit });
  return toPage(entries, limit, entryKey, toEntry);
});
