import { afterCursor, toPage } from '#kernel/page';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';
import { entryKey, timelineKey, timelineRows, toEntry } from '../../queries/history.ts';

export const listTimeline = ticketService.operation('listTimeline', async (ctx, { ticketId, limit, cursor }, call) => {
  const { who } = await seeTicket(ctx, call, ticketId);
  const after = afterCursor(cursor, timelineKey);
  const entries = await timelineRows(ctx.db, { ticketId, forStaff: who === 'staff', after, limit });
  return toPage(entries, limit, entryKey, toEntry);
});
