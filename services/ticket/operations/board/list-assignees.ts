import { col } from '#kernel/sql/columns';
import { type TicketCtx, ticketService } from '../../definition.ts';

const shape = { user_id: col.uuid, roles: col.any<('manager' | 'support')[]>(), active_tickets: col.int };
/** As many as iam names at once; a building has a handful. */
const most = 100;

export const listAssignees = ticketService.operation('listAssignees', async (ctx, { buildingId }) => {
  const rows = await ctx.db.many(shape)`
    select s.user_id, array_agg(distinct s.role order by s.role) as roles,
           (select count(*)::int from tickets t
            where t.assignee_id = s.user_id and t.building_id = ${buildingId}
              and t.status not in ('resolved', 'closed')) as active_tickets
    from staff s where s.building_id = ${buildingId} or s.building_id is null
    group by s.user_id order by s.user_id limit ${most}`;
  const names = await namesOf(
    ctx,
    rows.map(found => found.user_id),
  );
  return {
    items: rows.map(({ user_id: userId, roles, active_tickets: activeTickets }) => ({
      userId,
      name: names.get(userId) ?? null,
      roles,
      activeTickets,
    })),
  };
});

/** Names by person; none while iam is away, as a ticket can be given to somebody all the same. */
async function namesOf(ctx: TicketCtx, userIds: string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  try {
    const { items } = await ctx.clients.iam.getUsers({ userIds });
    return new Map(items.map(({ id, name }) => [id, name]));
  } catch (error) {
    ctx.log.warn({ err: error }, 'those who can be given tickets are listed without names');
    return new Map();
  }
}
