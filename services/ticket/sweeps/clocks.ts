// Tells of clocks that are about to run out or have, though nobody touched their tickets.

import { col } from '#kernel/sql/columns';
import { calendarOf } from '../change/calendar.ts';
import { openChange, saveChange } from '../change/change.ts';
import type { TicketCtx } from '../definition.ts';

const batchSize = 100;

/** Looks at every clock that is due for it. Each ticket is one transaction under its lock, and of two sweeps at once
 * one passes it by, so that a level is told once. */
export async function sweepClocks(ctx: TicketCtx): Promise<void> {
  const seen: string[] = [];
  for (;;) {
    const due = await ctx.db.many({ ticket_id: col.uuid, building_id: col.uuid })`
      select s.ticket_id, t.building_id from sla_timestamps s join tickets t on t.id = s.ticket_id
      where s.check_at <= ${ctx.now()} and not s.ticket_id = any(${seen}::uuid[])
      group by s.ticket_id, t.building_id order by min(s.check_at), s.ticket_id limit ${batchSize}`;
    for (const { ticket_id, building_id } of due) {
      seen.push(ticket_id);
      await sweepTicket(ctx, ticket_id, building_id).catch(error =>
        ctx.log.error({ err: error, ticketId: ticket_id }, 'the clocks of a ticket could not be looked at'),
      );
    }
    if (due.length < batchSize) return;
  }
}

async function sweepTicket(ctx: TicketCtx, ticketId: string, buildingId: string): Promise<void> {
  const calendar = await calendarOf(ctx, buildingId);
  await ctx.db.transaction(async tx => {
    const change = await openChange(ctx, tx, ticketId, { by: null, who: 'platform', calendar, skipLocked: true });
    if (change && change.clocks !== change.loaded) await saveChange(change);
  });
}
