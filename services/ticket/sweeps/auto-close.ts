// Closes what was resolved some days ago and nobody came back about.

import { col } from '#kernel/sql/columns';
import { epochMs, instantAt } from '#kernel/time';
import { knownCalendar } from '../change/calendar.ts';
import { act, openChange, saveChange } from '../change/change.ts';
import type { TicketCtx } from '../definition.ts';

const batchSize = 100;

/** Closes each ticket in a transaction of its own; one that somebody is changing waits for the next time. */
export async function closeResolved(ctx: TicketCtx): Promise<void> {
  const before = instantAt(epochMs(ctx.now()) - ctx.config.autoCloseDays * 86_400_000);
  const seen: string[] = [];
  for (;;) {
    const due = await ctx.db.many({ id: col.uuid })`
      select id from tickets where status = 'resolved' and resolved_at <= ${before} and not id = any(${seen}::uuid[])
      order by resolved_at, id limit ${batchSize}`;
    for (const { id } of due) {
      seen.push(id);
      await closeOne(ctx, id, before);
    }
    if (due.length < batchSize) return;
  }
}

const closeOne = (ctx: TicketCtx, ticketId: string, before: string): Promise<void> =>
  ctx.db.transaction(async tx => {
    const { building_id } = await tx.one({ building_id: col.uuid })`
      select building_id from tickets where id = ${ticketId}`;
    const calendar = await knownCalendar(tx, building_id);
    const change = await openChange(ctx, tx, ticketId, { by: null, who: 'platform', calendar, skipLocked: true });
    // Under the lock it may have been reopened, or closed by another sweep.
    if (change?.ticket.status !== 'resolved' || change.ticket.resolved_at! > before) return;
    act(change, { do: 'close', reason: 'auto_closed' });
    await saveChange(change);
  });
