import { buildingService } from '../../definition.ts';
import { findMoveOut, showMoveOut } from '../../queries/move-outs.ts';

export const getMoveOut = buildingService.operation('getMoveOut', async (ctx, { moveOutId }, call) => {
  const found = await findMoveOut(ctx.db, moveOutId);
  const isMine = call.user !== undefined && found.user_id === call.userId;
  call.require(isMine || call.can('manager', { building: found.building_id }), 'no such move-out');
  return showMoveOut(ctx.db, found);
});
