import { buildingService } from '../../definition.ts';
import {
  checkChange,
  entranceRow,
  findEntrance,
  lockBuilding,
  managedEntrance,
  showEntrance,
} from '../../queries/hierarchy.ts';

export const updateEntrance = buildingService.operation('updateEntrance', async (ctx, input, call) => {
  const { building_id: buildingId } = await managedEntrance(ctx.db, call, input.entranceId);
  return ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    checkChange(await findEntrance(tx, input.entranceId), input.expectedVersion);
    const updated = await tx.one(entranceRow)`
      update entrances set label = ${input.label}, version = version + 1
      where id = ${input.entranceId} returning ${entranceRow}`;
    return showEntrance(updated);
  });
});
