import { col } from '#kernel/sql/columns';
import { ticketService } from '../../definition.ts';

export const listTags = ticketService.operation('listTags', async (ctx, { buildingId }) => ({
  items: await ctx.db.many({ name: col.text, tickets: col.int })`
    select g.name, count(*)::int as tickets from tags g join ticket_tags x on x.tag_id = g.id
    where g.building_id = ${buildingId} group by g.name order by g.name limit 1000`,
}));
