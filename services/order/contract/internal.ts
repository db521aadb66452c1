// What cart asks of order.

import { z } from 'zod';
import { endpoint, Id, Money } from '#kernel/contract';
import { CouponCode } from '#services/discount/contract';
import { PaymentMethod } from '#services/payment/contract';
import { Address, Destination } from '#services/shipping/contract';
import { CheckoutResult, Currency, Email, OrderNote, OrderState, PreorderUntil, Quantity, Quote } from './wire.ts';

const lines = z.array(z.strictObject({ lineId: Id, variantId: Id, quantity: Quantity })).max(100);
const wanted = {
  currency: Currency,
  userId: Id.nullable(),
  /** The buildings the buyer lives in, for the price lists of residents. */
  buildingIds: z.array(Id).max(50).default([]),
  codes: z.array(CouponCode).max(10),
};

const OrderNotice = z.strictObject({
  orderId: Id,
  number: z.string(),
  userId: Id.nullable(),
  /** Null once the buyer was forgotten: nobody is to be told then. */
  email: z.string().nullable(),
  locale: z.enum(['en', 'de']),
  state: OrderState,
  total: Money,
  refunded: Money,
  lines: z.array(
    z.strictObject({
      lineId: Id,
      vendorId: Id,
      title: z.string(),
      variantTitle: z.string().nullable(),
      quantity: z.int(),
      cancelled: z.int(),
      total: Money,
    }),
  ),
  /** By which somebody without an account sees the order. */
  orderToken: z.string(),
});

export const internal = {
  quoteOrder: endpoint({
    method: 'POST',
    path: '/v1/internal/order-quotes',
    summary: 'What these lines would cost, by the same reckoning that an order is charged by',
    access: 'service',
    input: z.strictObject({
      ...wanted,
      lines,
      destination: Destination.nullable(),
      methodId: Id.nullable(),
    }),
    output: Quote,
  }),
  placeOrder: endpoint({
    method: 'POST',
    path: '/v1/internal/orders',
    summary: 'Order and pay',
    description:
      'Repeatable by `checkoutId`, however parallel: each gets the answer of the one order. Refused are, as `conflict`: ' +
      '`total_changed` with both totals in `details`, `out_of_stock` with the items, `coupon_exhausted`, `on_preorder` with the ' +
      'days in `details.items` of what would be sent later than `preorderUntil`; as `failed_precondition`: ' +
      '`payment_declined` with the provider’s reason, `not_sellable`, `not_deliverable`, `address_needed`, ' +
      '`gift_card_for_gift_card` as gift cards are not paid with gift cards, `coupon_rejected`. After a refusal no money, stock or coupon is held. While the payment is open the state says so.',
    access: 'service',
    deadlineMs: 25_000,
    input: z.strictObject({
      ...wanted,
      checkoutId: Id,
      cartId: Id.nullable(),
      email: Email,
      lines: lines.min(1),
      /** Null where all of it is gift cards, as is `methodId` where nothing is sent. */
      address: Address.nullable(),
      billingAddress: Address.nullable(),
      methodId: Id.nullable(),
      slotId: Id.nullable(),
      expectedTotal: Money,
      preorderUntil: PreorderUntil,
      payment: PaymentMethod,
      note: OrderNote.nullable(),
    }),
    output: CheckoutResult,
    errors: ['conflict', 'failed_precondition', 'unavailable'],
  }),
  getOrderNotice: endpoint({
    method: 'POST',
    path: '/v1/internal/order-notices',
    summary: 'What a message about an order says, and to whom it goes',
    access: 'service',
    input: z.strictObject({ orderId: Id }),
    output: OrderNotice,
    errors: ['not_found'],
  }),
  listOrderNotices: endpoint({
    method: 'POST',
    path: '/v1/internal/order-notices/batch',
    summary: 'The same of many orders; those that are not there are left out',
    access: 'service',
    input: z.strictObject({ orderIds: z.array(Id).min(1).max(50) }),
    output: z.strictObject({ items: z.array(OrderNotice) }),
  }),
};
