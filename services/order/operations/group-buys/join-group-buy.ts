import { fail } from '#kernel/errors';
import { quote } from '../../checkout/quote.ts';
import { refuse } from '../../checkout/refuse.ts';
import { orderService } from '../../definition.ts';
import { isComplete } from '../../domain/group-buy.ts';
import { succeed } from '../../group-buys/decide.ts';
import { sealDetails, wantedOf } from '../../group-buys/pledge.ts';
import { findGroupBuy, lockGroupBuy, requireOpen, toGroupBuy } from '../../group-buys/rows.ts';
import { minor } from '../../money.ts';

export const joinGroupBuy = orderService.operation('joinGroupBuy', async (ctx, input, call) => {
  const { groupBuyId, quantity, methodId, expectedTotal, ...details } = input;
  const { email, address, billingAddress, payment, note } = details;
  const { userId } = call;
  const group = await findGroupBuy(ctx.db, groupBuyId, null);
  call.require(
    group.state !== 'proposed' && call.can('resident', { building: group.building_id }),
    'There is no such group buy.',
  );
  requireOpen(group, ctx.now());
  if (payment.kind !== 'card')
    fail('invalid_argument', 'payment: it is charged when nobody is there to act; pay by card or credit.');

  const id = ctx.id();
  const { country, region, postcode } = address;
  const taken = { id, userId, quantity, methodId };
  const wanted = wantedOf(group, taken, group.tiers[0]!.amount, { country, region, postcode });
  const expected = { currency: group.currency, expectedTotal, slotId: null, preorderUntil: null, address, payment };
  refuse(await quote(ctx, wanted), expected);

  return ctx.db.transaction(async tx => {
    const locked = await lockGroupBuy(tx, groupBuyId);
    requireOpen(locked, ctx.now());
    await tx.run`
      insert into group_buy_pledges (id, group_buy_id, user_id, quantity, method_id, agreed, details, state, created_at)
      values (${id}, ${groupBuyId}, ${userId}, ${quantity}, ${methodId}, ${minor(expectedTotal)},
              ${sealDetails(ctx, id, { email, address, billingAddress, payment, note })}, 'pledged', ${ctx.now()})`;
    const pieces = locked.pieces + quantity;
    await tx.run`update group_buys set pieces = ${pieces} where id = ${groupBuyId}`;
    if (isComplete(locked.tiers, pieces)) await succeed(ctx, tx, { ...locked, pieces });
    return toGroupBuy(await findGroupBuy(tx, groupBuyId, userId));
  });
});
