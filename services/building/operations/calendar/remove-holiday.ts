import { fail } from '#kernel/errors';
import { buildingService } from '../../definition.ts';

export const removeHoliday = buildingService.operation('removeHoliday', async (ctx, { buildingId, date }) => {
  const removed = await ctx.db.run`delete from holidays where building_id = ${buildingId} and day = ${date}`;
  if (removed === 0) fail('not_found', 'This day is no holiday of the building.');
});
