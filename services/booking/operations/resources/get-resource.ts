import { bookingService } from '../../definition.ts';
import { seeAsked, toResource } from '../../queries/resources.ts';

export const getResource = bookingService.operation('getResource', async (ctx, { resourceId }, call) => {
  const found = await seeAsked(ctx.db, call, resourceId);
  return toResource(found, found.out_of_order);
});
