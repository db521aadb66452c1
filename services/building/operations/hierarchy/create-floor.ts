import { buildingService } from '../../definition.ts';
import {
  checkChange,
  findEntrance,
  floorRow,
  lockBuilding,
  managedEntrance,
  showFloor,
} from '../../queries/hierarchy.ts';

export const createFloor = buildingService.operation('createFloor', async (ctx, { entranceId, level, label }, call) => {
  const { building_id: buildingId } = await managedEntrance(ctx.db, call, entranceId);
  return ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    checkChange(await findEntrance(tx, entranceId));
    const added = await tx.one(floorRow)`
      insert into floors (id, building_id, entrance_id, level, label, created_at)
      values (${ctx.id()}, ${buildingId}, ${entranceId}, ${level}, ${label}, ${ctx.now()}) returning ${floorRow}`;
    return showFloor(added);
  });
});
