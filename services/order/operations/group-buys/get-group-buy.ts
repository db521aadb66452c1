import { orderService } from '../../definition.ts';
import { findGroupBuy, toGroupBuy } from '../../group-buys/rows.ts';

export const getGroupBuy = orderService.operation('getGroupBuy', async (ctx, { groupBuyId }, call) => {
  const found = await findGroupBuy(ctx.db, groupBuyId, call.user?.userId ?? null);
  const building = { building: found.building_id };
  const seen =
    call.can('manager', building) ||
    call.can('vendor', { vendor: found.vendor_id }) ||
    (found.state !== 'proposed' && (call.can('resident', building) || found.my_id !== null));
  call.require(seen, 'There is no such group buy.');
  return toGroupBuy(found);
});
