// What order does when something happens elsewhere.

import type { Tx } from '#kernel/sql/database';
import { preorderServed } from '#services/catalog/events';
import { userDeleted } from '#services/iam/events';
import { paymentAuthorised, paymentFailed, paymentSucceeded, refundIssued } from '#services/payment/events';
import { shipmentDelivered, shipmentFailed, shipmentHandedOver, shipmentReaddressed } from '#services/shipping/events';
import { type OrderCtx, orderService } from './definition.ts';
import { advance } from './domain/saga.ts';
import { forgetPerson } from './forget.ts';
import { deliverParts } from './fulfilment.ts';
import { minor } from './money.ts';
import { addressAtShipping, keepAddress } from './readdress.ts';

/** Of which order a payment was heard, and by which context. */
interface Heard {
  ctx: OrderCtx;
  orderId: string;
}

const wakeAfter = (tx: Tx, { ctx }: Heard): void => tx.afterCommit(() => ctx.wake('checkouts'));

/** Checkouts that wait for their payment look at once; whoever just asked by itself has lost the lead. Nearly all have
 * heard before, so that one statement looks for all of a batch. */
async function lookAgain(tx: Tx, heard: readonly Heard[]): Promise<void> {
  const nudged = await tx.run`
    update checkout_sagas set version = version + 1, driver = null, due_at = ${heard[0]!.ctx.now()}
    where order_id = any(${heard.map(({ orderId }) => orderId)}::uuid[])
      and state in ('awaiting_payment', 'payment_unknown')`;
  if (nudged > 0) wakeAfter(tx, heard[0]!);
}

/** The same, and money for orders that did not come about is let go or given back. */
async function takeUpMoney(tx: Tx, heard: readonly Heard[]): Promise<void> {
  const { state, undo } = advance('cancelled', 'late_money', [], { hasUses: true, resumed: true });
  const taken = await tx.run`
    update checkout_sagas set
      state = case state when 'cancelled' then ${state} else state end,
      undo = case state when 'cancelled' then ${undo}::text[] else undo end,
      version = version + 1, driver = null, due_at = ${heard[0]!.ctx.now()}
    where order_id = any(${heard.map(({ orderId }) => orderId)}::uuid[])
      and state in ('awaiting_payment', 'payment_unknown', 'cancelled')`;
  if (taken > 0) wakeAfter(tx, heard[0]!);
}

const onAuthorised = orderService.on(paymentAuthorised, async (ctx, { orderId }, tx) =>
  tx.beforeCommit(takeUpMoney, { ctx, orderId }),
);
const onSucceeded = orderService.on(paymentSucceeded, async (ctx, { orderId }, tx) =>
  tx.beforeCommit(takeUpMoney, { ctx, orderId }),
);
const onFailed = orderService.on(paymentFailed, async (ctx, { orderId }, tx) =>
  tx.beforeCommit(lookAgain, { ctx, orderId }),
);

const onRefunded = orderService.on(refundIssued, async (_ctx, { refundId, orderId, amount }, tx, { time }) => {
  await tx.run`
    with new as (
      insert into order_refunds (refund_id, order_id, amount, issued_at)
      values (${refundId}, ${orderId}, ${minor(amount)}, ${time})
      on conflict (refund_id) do nothing returning order_id, amount)
    update orders o set refunded = o.refunded + n.amount
    from new n join checkout_sagas s on s.order_id = n.order_id
    where o.owner_key = s.owner_key and o.id = s.order_id`;
});

/** What was waited for is there: whoever is sending the rest right now has lost the lead, so that nothing is left behind. */
const onServed = orderService.on(preorderServed, async (ctx, { orderId, variantId }, tx) => {
  const due = await tx.run`
    update checkout_sagas set version = version + 1, driver = null, due_at = ${ctx.now()}
    where order_id = ${orderId} and state = 'confirmed'`;
  await tx.run`update order_items set awaits = false where order_id = ${orderId} and variant_id = ${variantId}`;
  if (due > 0) tx.afterCommit(() => ctx.wake('shipments'));
});

/** Where it goes is what shipping says: whoever changed it may have been killed before they wrote it down here. */
const onReaddressed = orderService.onPrepared(
  shipmentReaddressed,
  addressAtShipping,
  (ctx, { orderId }, tx, _meta, address) => keepAddress(ctx, tx, orderId, address),
);

const onHandedOver = orderService.on(shipmentHandedOver, (ctx, { orderId, vendorId }, tx) =>
  deliverParts(ctx, tx, orderId, [vendorId], 'handed_over'),
);
const onDelivered = orderService.on(shipmentDelivered, (ctx, { orderId, vendorId }, tx) =>
  deliverParts(ctx, tx, orderId, [vendorId], 'delivered'),
);
const onNotDelivered = orderService.on(shipmentFailed, (ctx, { orderId, vendorId }, tx) =>
  deliverParts(ctx, tx, orderId, [vendorId], 'failed'),
);

const onUserDeleted = orderService.on(userDeleted, (_ctx, { userId }, tx) => forgetPerson(tx, userId));

export const subscriptions = [
  onAuthorised,
  onSucceeded,
  onFailed,
  onRefunded,
  onServed,
  onReaddressed,
  onHandedOver,
  onDelivered,
  onNotDelivered,
  onUserDeleted,
];
