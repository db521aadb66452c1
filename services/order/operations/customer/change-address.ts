import { fail } from '#kernel/errors';
import { json } from '#kernel/sql/tag';
import { ownOrder } from '../../access.ts';
import { placeOf } from '../../checkout/load.ts';
import { orderService } from '../../definition.ts';
import { viewOrder } from '../../queries/view.ts';

const tooLate = () =>
  fail('failed_precondition', 'It is being prepared for sending; cancel it and order again.', {
    reason: 'handed_over',
  });

export const changeAddress = orderService.operation('changeAddress', async (ctx, input, call) => {
  const { order } = await ownOrder(ctx, ctx.db, input, call);
  const before = await viewOrder(ctx, ctx.db, order, null);
  if (!before.changeable || !before.address) return tooLate();
  const { country, region, postcode } = input.address;
  // Rates of sending and of taxes go by these.
  if (country !== before.address.country || region !== before.address.region || postcode !== before.address.postcode)
    fail('failed_precondition', 'Sending it there may cost something else; cancel it and order again.', {
      reason: 'costs_change',
    });
  await ctx.db.transaction(async tx => {
    // Whoever is asking shipping holds the checkout; from then on the address is known there.
    const waiting = await tx.run`
      update checkout_sagas set version = version + 1
      where order_id = ${order.id} and driver is null and state in ('awaiting_payment', 'payment_unknown', 'confirmed')`;
    if (waiting === 0) tooLate();
    await tx.run`
      update shipping_addresses set address = ${ctx.cipher.seal(json(input.address), placeOf.address(order.id))}
      where order_id = ${order.id}`;
  });
  return viewOrder(ctx, ctx.db, order, null);
});
