import { fail } from '#kernel/errors';
import { orderService } from '../../definition.ts';
import { lapse } from '../../group-buys/decide.ts';
import { findGroupBuy, lockGroupBuy, toGroupBuy } from '../../group-buys/rows.ts';

export const withdrawGroupBuy = orderService.operation('withdrawGroupBuy', (ctx, { groupBuyId }, call) =>
  ctx.db.transaction(async tx => {
    const found = await lockGroupBuy(tx, groupBuyId);
    const theirs =
      call.can('vendor', { vendor: found.vendor_id }) || call.can('manager', { building: found.building_id });
    call.require(theirs, 'There is no such group buy.');
    if (found.state !== 'proposed' && found.state !== 'open')
      fail('failed_precondition', 'It is decided already.', { reason: 'group_buy_closed' });
    await lapse(ctx, tx, found, 'withdrawn');
    return toGroupBuy(await findGroupBuy(tx, groupBuyId, call.user?.userId ?? null));
  }),
);
