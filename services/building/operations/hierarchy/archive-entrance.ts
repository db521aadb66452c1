import { buildingService } from '../../definition.ts';
import { checkChange, findEntrance, lockBuilding, managedEntrance } from '../../queries/hierarchy.ts';
import { archivePart } from '../../queries/structure.ts';

export const archiveEntrance = buildingService.operation('archiveEntrance', async (ctx, { entranceId }, call) => {
  const { building_id: buildingId } = await managedEntrance(ctx.db, call, entranceId);
  return ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    checkChange(await findEntrance(tx, entranceId));
    await archivePart(tx, { buildingId, entranceId }, ctx.now());
  });
});
