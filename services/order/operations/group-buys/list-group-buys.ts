import { nothing, sql } from '#kernel/sql/tag';
import { orderService } from '../../definition.ts';
import { pageOfGroupBuys } from '../../group-buys/rows.ts';

export const listGroupBuys = orderService.operation('listGroupBuys', (ctx, { buildingId, ...asked }, call) => {
  const manages = call.can('manager', { building: buildingId });
  const whose = sql`g.building_id = ${buildingId} ${manages ? nothing : sql`and g.state <> 'proposed'`}`;
  return pageOfGroupBuys(ctx.db, asked, whose, call.user?.userId ?? null);
});
