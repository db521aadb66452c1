// The facts order owns.

import { z } from 'zod';
import { Id, Money, Timestamp } from '#kernel/contract';
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

const aboutGroupBuy = { groupBuyId: Id, buildingId: Id, vendorId: Id, variantId: Id, title: z.string() };
const offered = { price: Money, target: z.int(), deadline: Timestamp, openedBy: Id.nullable() };
const pledges = z.array(z.strictObject({ pledgeId: Id, userId: Id.nullable() }));

export const groupBuyProposed = event(
  'order.group_buy_proposed',
  1,
  'groupBuyId',
  z.strictObject({ ...aboutGroupBuy, ...offered }),
  'The manager of a building asks a vendor for a price at which neighbours buy together',
);
export const groupBuyOpened = event(
  'order.group_buy_opened',
  1,
  'groupBuyId',
  z.strictObject({ ...aboutGroupBuy, ...offered }),
  'Residents of a building can buy something together for less',
);
export const groupBuySucceeded = event(
  'order.group_buy_succeeded',
  1,
  'groupBuyId',
  z.strictObject({ ...aboutGroupBuy, price: Money, pieces: z.int(), pledges }),
  'Enough take part: each pledge becomes an order',
);
export const groupBuyLapsed = event(
  'order.group_buy_lapsed',
  1,
  'groupBuyId',
  z.strictObject({
    ...aboutGroupBuy,
    pieces: z.int(),
    reason: z.enum(['target_missed', 'not_accepted', 'withdrawn']),
    pledges,
  }),
  'Nothing comes of a group buy, and nobody is charged',
);
export const groupBuyPledgeFailed = event(
  'order.group_buy_pledge_failed',
  1,
  'groupBuyId',
  z.strictObject({ ...aboutGroupBuy, pledgeId: Id, userId: Id.nullable(), reason: z.string() }),
  'Somebody’s part of a group buy was not ordered, and not charged; the others go on',
);
