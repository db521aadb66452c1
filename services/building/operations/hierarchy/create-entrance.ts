import { buildingService } from '../../definition.ts';
import { entranceRow, lockBuilding, showEntrance } from '../../queries/hierarchy.ts';

export const createEntrance = buildingService.operation('createEntrance', async (ctx, { buildingId, label }) =>
  ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    const added = await tx.one(entranceRow)`
      insert into entrances (id, building_id, label, created_at)
      values (${ctx.id()}, ${buildingId}, ${label}, ${ctx.now()}) returning ${entranceRow}`;
    return showEntrance(added);
  }),
);
