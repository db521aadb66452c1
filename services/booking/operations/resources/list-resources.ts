import { col } from '#kernel/sql/columns';
import { bookingService } from '../../definition.ts';
import { resourceRow, toResource } from '../../queries/resources.ts';

export const listResources = bookingService.operation('listResources', async (ctx, { buildingId, withArchived }) => {
  const rows = await ctx.db.many({ ...resourceRow, out_of_order: col.bool })`
    select ${resourceRow},
           exists (select from outages o where o.resource_id = r.id and o.resolved_at is null) as out_of_order
    from resources r where r.building_id = ${buildingId} and (${withArchived} or r.state = 'active')
    order by r.name, r.id`;
  return { items: rows.map(({ out_of_order, ...found }) => toResource(found, out_of_order)) };
});
