import { buildingService } from '../../definition.ts';
import { findUnit, showUnit } from '../../queries/hierarchy.ts';
import { belongsTo } from '../../queries/members.ts';

export const getUnit = buildingService.operation('getUnit', async (ctx, { unitId }, call) => {
  const found = await findUnit(ctx.db, unitId);
  call.require(await belongsTo(ctx.db, call, found.building_id), 'no such unit');
  return showUnit(found);
});
