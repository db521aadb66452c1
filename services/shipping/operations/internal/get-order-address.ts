import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { shippingService } from '../../definition.ts';
import { openAddress } from '../../queries/address.ts';

export const getOrderAddress = shippingService.operation('getOrderAddress', async (ctx, { orderId }) => {
  const found = await ctx.db.maybe({ id: col.uuid, address: col.bytes.orNull })`
    select id, address from shipments where order_id = ${orderId} and state <> 'cancelled' order by id limit 1`;
  if (!found) return fail('not_found', 'There are no parcels of this order.');
  return { address: openAddress(ctx, found.id, found.address) };
});
