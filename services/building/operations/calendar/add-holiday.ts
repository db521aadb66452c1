import { buildingService } from '../../definition.ts';
import { lockBuilding } from '../../queries/hierarchy.ts';

export const addHoliday = buildingService.operation('addHoliday', async (ctx, { buildingId, date, name }) =>
  ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    await tx.run`insert into holidays (building_id, day, name) values (${buildingId}, ${date}, ${name})`;
    return { date, name };
  }),
);
