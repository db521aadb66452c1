import { buildingService } from '../../definition.ts';
import { readCalendar } from '../../queries/calendar.ts';
import { belongsTo } from '../../queries/members.ts';

export const getCalendar = buildingService.operation('getCalendar', async (ctx, { buildingId }, call) => {
  call.require(await belongsTo(ctx.db, call, buildingId), 'no such building');
  return readCalendar(ctx.db, buildingId);
});
