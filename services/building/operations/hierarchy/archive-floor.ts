import { buildingService } from '../../definition.ts';
import { checkChange, findFloor, lockBuilding, managedFloor } from '../../queries/hierarchy.ts';
import { archivePart } from '../../queries/structure.ts';

export const archiveFloor = buildingService.operation('archiveFloor', async (ctx, { floorId }, call) => {
  const { building_id: buildingId } = await managedFloor(ctx.db, call, floorId);
  return ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    checkChange(await findFloor(tx, floorId));
    await archivePart(tx, { buildingId, floorId }, ctx.now());
  });
});
