import { buildingService } from '../../definition.ts';
import { spansOf } from '../../domain/calendar.ts';
import { readCalendar, writeHours } from '../../queries/calendar.ts';
import { lockBuilding } from '../../queries/hierarchy.ts';

export const setHours = buildingService.operation('setHours', async (ctx, { buildingId, hours }) => {
  const spans = spansOf(hours);
  return ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    await tx.run`delete from calendar_hours where building_id = ${buildingId}`;
    await writeHours(tx, buildingId, spans);
    return readCalendar(tx, buildingId);
  });
});
