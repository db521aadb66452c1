import { buildingService } from '../../definition.ts';
import { checkChange, findFloor, lockBuilding, managedFloor, showUnit, unitRow } from '../../queries/hierarchy.ts';

export const createUnit = buildingService.operation('createUnit', async (ctx, input, call) => {
  const { building_id: buildingId, entrance_id: entranceId } = await managedFloor(ctx.db, call, input.floorId);
  return ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    checkChange(await findFloor(tx, input.floorId));
    const added = await tx.one(unitRow)`
      insert into units (id, building_id, entrance_id, floor_id, label, kind, area_m2, rooms, created_at)
      values (${ctx.id()}, ${buildingId}, ${entranceId}, ${input.floorId}, ${input.label}, ${input.kind},
              ${input.areaM2}, ${input.rooms}, ${ctx.now()})
      returning ${unitRow}`;
    return showUnit(added);
  });
});
