import { col } from '#kernel/sql/columns';
import { ticketService } from '../../definition.ts';

const shape = { user_id: col.uuid, roles: col.any<('manager' | 'support')[]>(), active_tickets: col.int };

export const listAssignees = ticketService.operation('listAssignees', async (ctx, { buildingId }) => {
  const rows = await ctx.db.many(shape)`
    select s.user_id, array_agg(distinct s.role order by s.role) as roles,
           (select count(*)::int from tickets t
            where t.assignee_id = s.user_id and t.building_id = ${buildingId}
              and t.status not in ('resolved', 'closed')) as active_tickets
    from staff s where s.building_id = ${buildingId} or s.building_id is null
    group by s.user_id order by s.user_id limit 1000`;
  return {
    items: rows.map(found => ({ userId: found.user_id, roles: found.roles, activeTickets: found.active_tickets })),
  };
});
