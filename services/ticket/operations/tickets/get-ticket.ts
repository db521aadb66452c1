import { toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { knownCalendar } from '../../change/calendar.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket, ticketOf } from '../../queries/cards.ts';
import { clocksOfTicket, toClock } from '../../queries/clocks.ts';
import { entryKey, timelineRows, toEntry } from '../../queries/history.ts';

const timelineLimit = 50;

export const getTicket = ticketService.operation('getTicket', async (ctx, { ticketId }, call) => {
  const { buildingId, who } = await seeTicket(ctx, call, ticketId);
  const forStaff = who === 'staff';
  const [ticket, clocks, calendar, around, entries] = await Promise.all([
    ticketOf(ctx.db, ticketId),
    clocksOfTicket(ctx.db, ticketId),
    knownCalendar(ctx.db, buildingId),
    ctx.db.one({ observer_ids: col.uuids, file_ids: col.uuids })`
      select array(select user_id from observers where ticket_id = ${ticketId} order by added_at, user_id) as observer_ids,
             array(select a.file_id from attachments a left join comments c on c.id = a.comment_id
                   where a.ticket_id = ${ticketId} ${forStaff ? nothing : sql`and c.internal is not true`}
                   order by a.created_at, a.file_id) as file_ids`,
    timelineRows(ctx.db, { ticketId, forStaff, after: null, limit: timelineLimit }),
  ]);
  return {
    ...ticket,
    clocks: clocks.map(clock => toClock(clock, ctx.now(), calendar)),
    observerIds: around.observer_ids,
    fileIds: around.file_ids,
    timeline: toPage(entries, timelineLimit, entryKey, toEntry),
  };
});
