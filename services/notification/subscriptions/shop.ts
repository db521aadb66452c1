// What happens in the shop, to those who buy and those who sell. A message is named by the thing it speaks of rather than
// by the event where a thing is told once, so that an event that is published twice is told once as well.

import { CodedError } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import { plus } from '#kernel/time';
import { cartAbandoned } from '#services/cart/events';
import { inventoryChanged, preorderMoved, stockWatchMet } from '#services/catalog/events';
import { orderCancelled, orderConfirmed, orderFulfilled } from '#services/order/events';
import { giftCardsIssued, invoiceCreated, paymentFailed, refundIssued } from '#services/payment/events';
import { shipmentDelivered, shipmentHandedOver, shipmentReadyForPickup } from '#services/shipping/events';
import { type NotificationCtx, notificationService } from '../definition.ts';
import { enqueue, enqueueGuest, type Notice } from '../delivery/enqueue.ts';
import { isUnpaid } from '../delivery/subjects.ts';
import type { TypeName } from '../domain/types.ts';
import { vendorStaffOf } from '../queries.ts';

/** Tells the buyer: in their account, or at the address of the order where they have none. */
async function tellBuyer(
  ctx: NotificationCtx,
  tx: Tx,
  { userId, orderId }: { userId: string | null; orderId: string },
  notice: Omit<Notice, 'userIds'>,
): Promise<void> {
  const about = { ...notice, variables: { orderId, ...notice.variables } };
  if (userId !== null) await enqueue(ctx, tx, { ...about, userIds: [userId] });
  else await enqueueGuest(ctx, tx, { ...about, orderId });
}

export const onOrderConfirmed = notificationService.on(orderConfirmed, (ctx, order, tx) =>
  tellBuyer(ctx, tx, order, { type: 'order.confirmed', key: order.orderId, variables: {} }),
);

/** Whoever was refused at the checkout has seen it there. */
const worthTelling = ['by_customer', 'by_vendor', 'payment_expired'];

export const onOrderCancelled = notificationService.on(orderCancelled, async (ctx, order, tx, meta) => {
  const { reason, whole, refunded } = order;
  if (!worthTelling.includes(reason)) return;
  const variables = { reason, whole, refunded };
  await tellBuyer(ctx, tx, order, { type: 'order.cancelled', key: meta.id, variables });
});

export const onOrderFulfilled = notificationService.on(orderFulfilled, (ctx, order, tx) =>
  tellBuyer(ctx, tx, order, { type: 'order.fulfilled', key: order.orderId, variables: {} }),
);

/** The order of a payment or a parcel, or null where it is unknown or nobody's any more. */
async function buyerOf(ctx: NotificationCtx, { orderId }: { orderId: string }) {
  try {
    const { userId, email, state } = await ctx.clients.order.getOrderNotice({ orderId });
    return userId === null && email === null ? null : { userId, orderId, state };
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Time for the order to be cancelled by it: then it is not told, as nothing is left to be done. */
const secondThoughts = '2m';

export const onPaymentFailed = notificationService.onPrepared(
  paymentFailed,
  buyerOf,
  async (ctx, { paymentId }, tx, _meta, buyer) => {
    if (!buyer || !isUnpaid(buyer)) return;
    const dueAt = plus(ctx.now(), secondThoughts);
    await tellBuyer(ctx, tx, buyer, { type: 'payment.failed', key: paymentId, variables: {}, dueAt });
  },
);

/** Of an order its buyer is told, also without an account; of what else was paid for, whoever paid. */
export const onRefundIssued = notificationService.on(refundIssued, async (ctx, refund, tx) => {
  const { paymentId, payerId, orderId, purpose, refundId: key, amount } = refund;
  if (purpose === 'order')
    return tellBuyer(ctx, tx, { userId: payerId, orderId }, { type: 'refund.issued', key, variables: { amount } });
  const userIds = payerId === null ? [] : [payerId];
  await enqueue(ctx, tx, { ...refunded({ purpose, orderId, paymentId }, amount), key, userIds });
});

/** What is said of a refund, by whose payment it was. */
function refunded(
  { purpose, orderId, paymentId }: { purpose: string | null; orderId: string; paymentId: string },
  amount: { amount: string; currency: string },
): Pick<Notice, 'type' | 'variables'> {
  switch (purpose) {
    case 'booking':
      return { type: 'booking.refunded', variables: { bookingId: orderId, amount } };
    case 'marketplace':
      return { type: 'job.refunded', variables: { jobId: orderId, amount } };
    default:
      return { type: 'payment.refunded', variables: { paymentId, amount } };
  }
}

export const onGiftCardsIssued = notificationService.on(giftCardsIssued, (ctx, { paymentId, orderId, payerId }, tx) =>
  tellBuyer(ctx, tx, { userId: payerId, orderId }, { type: 'gift_card.issued', key: paymentId, variables: {} }),
);

export const onPreorderMoved = notificationService.onPrepared(
  preorderMoved,
  buyerOf,
  async (ctx, { title, promised, shipsFrom }, tx, meta, buyer) => {
    if (!buyer || buyer.state === 'cancelled') return;
    const variables = { title, promised, shipsFrom };
    await tellBuyer(ctx, tx, buyer, { type: 'preorder.moved', key: meta.id, variables });
  },
);

export const onInvoiceCreated = notificationService.on(
  invoiceCreated,
  async (ctx, { payerId, invoiceId, number }, tx) =>
    enqueue(ctx, tx, {
      type: 'invoice.created',
      key: invoiceId,
      userIds: payerId ? [payerId] : [],
      variables: { invoiceId, invoiceNumber: number },
    }),
);

type Buyer = Awaited<ReturnType<typeof buyerOf>>;

async function tellOfParcel(
  ctx: NotificationCtx,
  tx: Tx,
  shipmentId: string,
  buyer: Buyer,
  type: TypeName,
): Promise<void> {
  if (buyer) await tellBuyer(ctx, tx, buyer, { type, key: shipmentId, variables: { shipmentId } });
}

export const onHandedOver = notificationService.onPrepared(
  shipmentHandedOver,
  buyerOf,
  async (ctx, { shipmentId }, tx, _meta, buyer) => tellOfParcel(ctx, tx, shipmentId, buyer, 'shipment.handed_over'),
);

export const onReadyForPickup = notificationService.onPrepared(
  shipmentReadyForPickup,
  buyerOf,
  async (ctx, { shipmentId }, tx, _meta, buyer) =>
    tellOfParcel(ctx, tx, shipmentId, buyer, 'shipment.ready_for_pickup'),
);

export const onDelivered = notificationService.onPrepared(
  shipmentDelivered,
  buyerOf,
  async (ctx, { shipmentId }, tx, _meta, buyer) => tellOfParcel(ctx, tx, shipmentId, buyer, 'shipment.delivered'),
);

export const onWatchMet = notificationService.on(stockWatchMet, (ctx, { userIds, ...product }, tx, meta) =>
  enqueue(ctx, tx, { type: 'stock.watch_met', key: meta.id, userIds, variables: product }),
);

/** Stock that goes up and down around its limit is told once a day. */
export const onInventoryChanged = notificationService.on(inventoryChanged, async (ctx, data, tx, meta) => {
  const { variantId, productId, vendorId, became, available } = data;
  if (became !== 'low' && became !== 'sold_out') return;
  await enqueue(ctx, tx, {
    type: 'stock.low',
    key: `${variantId}:${became}:${meta.time.slice(0, 10)}`,
    userIds: await vendorStaffOf(tx, vendorId),
    variables: { variantId, productId, vendorId, became, available: available ?? 0 },
  });
});

/** Nobody without an account has agreed to be reminded. */
export const onCartAbandoned = notificationService.on(cartAbandoned, (ctx, { userId, items, value }, tx, meta) =>
  enqueue(ctx, tx, {
    type: 'cart.abandoned',
    key: meta.id,
    userIds: userId ? [userId] : [],
    variables: { items, value },
  }),
);
