import { col } from '#kernel/sql/columns';
import { bookingService } from '../../definition.ts';
import { requireManager } from '../../queries/resources.ts';

export const getCheckInCode = bookingService.operation('getCheckInCode', async (ctx, { resourceId }, call) => {
  await requireManager(ctx.db, call, resourceId);
  const { check_in_code: checkInCode } = await ctx.db.one({ check_in_code: col.text })`
    select check_in_code from resources where id = ${resourceId}`;
  return { resourceId, checkInCode };
});
