import { quote, toWire } from '../../checkout/quote.ts';
import { orderService } from '../../definition.ts';
import { wantedOf } from '../../group-buys/pledge.ts';
import { findGroupBuy, requireOpen } from '../../group-buys/rows.ts';

export const quoteGroupBuy = orderService.operation('quoteGroupBuy', async (ctx, input, call) => {
  const { groupBuyId, quantity, destination, methodId } = input;
  const group = await findGroupBuy(ctx.db, groupBuyId, null);
  call.require(
    group.state !== 'proposed' && call.can('resident', { building: group.building_id }),
    'There is no such group buy.',
  );
  requireOpen(group, ctx.now());
  const taken = { id: groupBuyId, userId: call.userId, quantity, methodId };
  const wanted = wantedOf(group, taken, group.tiers[0]!.amount, destination);
  return toWire(await quote(ctx, wanted), wanted);
});
