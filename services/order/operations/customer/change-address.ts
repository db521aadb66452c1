import type { Call } from '#kernel/call';
import { CodedError, fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Address } from '#services/shipping/contract';
import { ownOrder } from '../../access.ts';
import { waitingVendors } from '../../checkout/checkout.ts';
import { loadCheckouts } from '../../checkout/load.ts';
import { type OrderCtx, orderService } from '../../definition.ts';
import type { SagaState } from '../../domain/saga.ts';
import { findOrder, viewOrder } from '../../queries/view.ts';
import { keepAddress, requireSameCosts } from '../../readdress.ts';

const tooLate = () =>
  fail('failed_precondition', 'It is under way already; ask the carrier, or send it back once it has arrived.', {
    reason: 'handed_over',
  });
const busy = () =>
  fail('conflict', 'The order is being worked on right now; try again in a moment.', { reason: 'busy' });

export const changeAddress = orderService.operation('changeAddress', async (ctx, input, call) => {
  const { order } = await ownOrder(ctx, ctx.db, input, call);
  const { changeable } = await viewOrder(ctx, ctx.db, order, null);
  const [checkout] = await loadCheckouts(ctx, ctx.db, [order.id]);
  if (!changeable || !checkout?.address) return tooLate();
  await requireSameCosts(ctx, checkout, input.address);
  if (waitingVendors(checkout).size > 0) await changeWhatIsSent(ctx, order.id, input.address, call);
  if (!(await changedHere(ctx, order.id, input.address))) await changeAtShipping(ctx, order.id, input.address, call);
  return viewOrder(ctx, ctx.db, (await findOrder(ctx.db, order.id))!, null);
});

/** Of an order of which something is waited for, the parcels of others may be there already. */
async function changeWhatIsSent({ clients }: OrderCtx, orderId: string, address: Address, call: Call): Promise<void> {
  try {
    await clients.shipping.readdressShipments({ orderId, address }, call);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'not_found') throw error;
  }
}

/** Whoever is asking shipping holds the checkout; until then the address is known here alone. */
const changedHere = (ctx: OrderCtx, orderId: string, address: Address): Promise<boolean> =>
  ctx.db.transaction(async tx => {
    const waiting = await tx.run`
      update checkout_sagas set version = version + 1
      where order_id = ${orderId} and driver is null and state in ('awaiting_payment', 'payment_unknown', 'confirmed')`;
    if (waiting > 0) await keepAddress(ctx, tx, orderId, address);
    return waiting > 0;
  });

/** Shipping decides whether its parcels are still here. Where this process dies in between, its event tells order. */
async function changeAtShipping(ctx: OrderCtx, orderId: string, address: Address, call: Call): Promise<void> {
  const { state } = await ctx.db.one({ state: col.any<SagaState>() })`
    select state from checkout_sagas where order_id = ${orderId}`;
  if (state !== 'completed') busy();
  await ctx.clients.shipping.readdressShipments({ orderId, address }, call);
  await keepAddress(ctx, ctx.db, orderId, address);
}
