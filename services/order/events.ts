// The facts order owns.

import { z } from 'zod';
import { Id, Money } from '#kernel/contract';
import { event } from '#kernel/event';

const about = { orderId: Id, number: z.string(), userId: Id.nullable(), cartId: Id.nullable() };
const lines = z.array(
  z.strictObject({ lineId: Id, productId: Id, variantId: Id, vendorId: Id, quantity: z.int(), total: Money }),
);

export const orderPlaced = event(
  'order.placed',
  1,
  'orderId',
  z.strictObject({ ...about, total: Money }),
  'An order exists and is about to be paid',
);
export const orderConfirmed = event(
  'order.confirmed',
  1,
  'orderId',
  z.strictObject({ ...about, total: Money, lines }),
  'An order is paid and its goods are sold',
);
export const orderCancelled = event(
  'order.cancelled',
  1,
  'orderId',
  z.strictObject({
    ...about,
    reason: z.enum(['payment_failed', 'payment_expired', 'out_of_stock', 'not_placed', 'by_customer', 'by_vendor']),
    /** What is not sent any more: all lines, or some pieces of an order that goes on. */
    lines: z.array(z.strictObject({ lineId: Id, variantId: Id, vendorId: Id, quantity: z.int() })),
    whole: z.boolean(),
    refunded: Money.nullable(),
  }),
  'An order, or a part of it, is not wanted or did not come about',
);
export const orderFulfilled = event(
  'order.fulfilled',
  1,
  'orderId',
  z.strictObject({ ...about, lines }),
  'Everything of an order has arrived',
);
