import { fail } from '#kernel/errors';
import { orderService } from '../../definition.ts';
import { groupBuyOpened } from '../../events.ts';
import { aboutGroupBuy } from '../../group-buys/decide.ts';
import { findGroupBuy, lockGroupBuy, toGroupBuy } from '../../group-buys/rows.ts';

export const acceptGroupBuy = orderService.operation('acceptGroupBuy', (ctx, { groupBuyId }, call) =>
  ctx.db.transaction(async tx => {
    const found = await lockGroupBuy(tx, groupBuyId);
    call.require(call.can('vendor', { vendor: found.vendor_id }), 'There is no such group buy.');
    if (found.state !== 'proposed' || ctx.now() >= found.deadline)
      fail('failed_precondition', 'Only what is proposed can be accepted.', { reason: 'not_proposed' });
    await tx.run`update group_buys set state = 'open' where id = ${groupBuyId}`;
    const [first] = found.tiers;
    await ctx.publish(tx, groupBuyOpened, {
      ...aboutGroupBuy(found),
      price: { amount: first!.amount, currency: found.currency },
      target: first!.quantity,
      deadline: found.deadline,
      openedBy: found.opened_by,
    });
    return toGroupBuy(await findGroupBuy(tx, groupBuyId, call.user?.userId ?? null));
  }),
);
