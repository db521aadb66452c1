import { buildingService } from '../../definition.ts';
import { belongsTo } from '../../queries/members.ts';
import { readTree } from '../../queries/structure.ts';

export const getTree = buildingService.operation('getTree', async (ctx, { buildingId }, call) => {
  call.require(await belongsTo(ctx.db, call, buildingId), 'no such building');
  return readTree(ctx.db, { id: buildingId });
});
