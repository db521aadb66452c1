import { buildingService } from '../../definition.ts';
import { checkChange, findUnit, lockBuilding, managedUnit } from '../../queries/hierarchy.ts';
import { archivePart } from '../../queries/structure.ts';

export const archiveUnit = buildingService.operation('archiveUnit', async (ctx, { unitId }, call) => {
  const { building_id: buildingId } = await managedUnit(ctx.db, call, unitId);
  return ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    checkChange(await findUnit(tx, unitId));
    await archivePart(tx, { buildingId, unitId }, ctx.now());
  });
});
