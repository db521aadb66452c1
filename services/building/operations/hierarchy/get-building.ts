import { buildingService } from '../../definition.ts';
import { findBuilding, showBuilding } from '../../queries/hierarchy.ts';
import { belongsTo } from '../../queries/members.ts';

export const getBuilding = buildingService.operation('getBuilding', async (ctx, { buildingId }, call) => {
  const found = await findBuilding(ctx.db, buildingId);
  call.require(await belongsTo(ctx.db, call, buildingId), 'no such building');
  return showBuilding(found);
});
