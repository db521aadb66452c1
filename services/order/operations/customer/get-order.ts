import { seeOrder } from '../../access.ts';
import { orderService } from '../../definition.ts';
import { viewOrder } from '../../queries/view.ts';

export const getOrder = orderService.operation('getOrder', async (ctx, input, call) => {
  const { order, vendorIds } = await seeOrder(ctx, ctx.db, input, call);
  return viewOrder(ctx, ctx.db, order, vendorIds);
});
