import { buildingService } from '../../definition.ts';
import { checkChange, findFloor, floorRow, lockBuilding, managedFloor, showFloor } from '../../queries/hierarchy.ts';

export const updateFloor = buildingService.operation('updateFloor', async (ctx, input, call) => {
  const { building_id: buildingId } = await managedFloor(ctx.db, call, input.floorId);
  return ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    const found = await findFloor(tx, input.floorId);
    checkChange(found, input.expectedVersion);
    const { level = found.level, label = found.label } = input;
    const updated = await tx.one(floorRow)`
      update floors set level = ${level}, label = ${label}, version = version + 1
      where id = ${found.id} returning ${floorRow}`;
    return showFloor(updated);
  });
});
