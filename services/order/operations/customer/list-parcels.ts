import { fail } from '#kernel/errors';
import { seeOrder } from '../../access.ts';
import { orderService } from '../../definition.ts';

/** Who has a parcel's token takes it in: not even staff get it here. */
export const listParcels = orderService.operation('listParcels', async (ctx, input, call) => {
  const { order, who } = await seeOrder(ctx, ctx.db, input, call);
  if (who !== 'customer') fail('not_found', 'There is no such order.');
  const { items } = await ctx.clients.shipping.listOrderShipments({ orderId: order.id });
  return { items: items.map(({ shipmentId, vendorId, parcelToken }) => ({ shipmentId, vendorId, parcelToken })) };
});
