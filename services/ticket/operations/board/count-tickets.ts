import { col } from '#kernel/sql/columns';
import { TicketStatus } from '../../contract/wire.ts';
import { ticketService } from '../../definition.ts';
import { isActive } from '../../domain/status.ts';

const shape = {
  status: col.any<TicketStatus>(),
  count: col.int,
  unassigned: col.int,
  urgent: col.int,
  breached: col.int,
};

export const countTickets = ticketService.operation('countTickets', async (ctx, { buildingId }) => {
  const rows = await ctx.db.many(shape)`
    select status, count(*)::int as count, count(*) filter (where assignee_id is null)::int as unassigned,
           count(*) filter (where urgent)::int as urgent, count(*) filter (where breached)::int as breached
    from tickets where building_id = ${buildingId} group by status`;
  const active = rows.filter(({ status }) => isActive(status));
  const sum = (field: 'count' | 'unassigned' | 'urgent' | 'breached') =>
    active.reduce((total, found) => total + found[field], 0);
  const counts = TicketStatus.options.map(name => [name, rows.find(({ status }) => status === name)?.count ?? 0]);
  return {
    byStatus: Object.fromEntries(counts) as Record<TicketStatus, number>,
    active: sum('count'),
    unassigned: sum('unassigned'),
    urgent: sum('urgent'),
    breached: sum('breached'),
  };
});
