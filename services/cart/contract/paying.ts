// From a full cart to its order.

import { z } from 'zod';
import { endpoint, Id, Money } from '#kernel/contract';
import { CheckoutResult, PaymentMethod, ShippingQuote } from '#services/order/contract';
import {
  Cart,
  CouponCode,
  cartHeaders,
  contactFields,
  maxCodes,
  maxItems,
  NewItem,
  OrderNote,
  theCart,
  withoutTotals,
  withTotals,
} from './wire.ts';

const errors = ['not_found', 'failed_precondition'] as const;

export const paying = {
  applyCoupon: endpoint({
    method: 'POST',
    path: '/v1/carts/:cartId/coupons',
    summary: 'Use a coupon',
    description: 'Whether it counts, and if not why, is told by `totals.applied` and `totals.rejected`.',
    access: 'public',
    limit: { per: { input: 'cartId' }, capacity: 20, perMinute: 20 },
    headers: cartHeaders,
    input: z.strictObject({ ...theCart, code: CouponCode, ...withTotals }),
    output: Cart,
    errors,
  }),
  removeCoupon: endpoint({
    method: 'DELETE',
    path: '/v1/carts/:cartId/coupons/:code',
    summary: 'Do not use a coupon',
    access: 'public',
    headers: cartHeaders,
    input: z.strictObject({ ...theCart, code: CouponCode, ...withoutTotals }),
    output: Cart,
    errors,
  }),
  setAddress: endpoint({
    method: 'PUT',
    path: '/v1/carts/:cartId/address',
    summary: 'Say where it goes, and who is told',
    access: 'public',
    headers: cartHeaders,
    input: z.strictObject({ ...theCart, ...contactFields, ...withoutTotals }),
    output: Cart,
    errors,
  }),
  setNote: endpoint({
    method: 'PUT',
    path: '/v1/carts/:cartId/note',
    summary: 'Leave a note for the sellers',
    access: 'public',
    headers: cartHeaders,
    input: z.strictObject({ ...theCart, note: OrderNote.nullable(), ...withoutTotals }),
    output: Cart,
    errors,
  }),
  listShippingQuotes: endpoint({
    method: 'GET',
    path: '/v1/carts/:cartId/shipping-quotes',
    summary: 'The ways to send it, cheapest first',
    access: 'public',
    headers: cartHeaders,
    input: z.strictObject(theCart),
    output: z.strictObject({ items: z.array(ShippingQuote) }),
    errors,
  }),
  chooseShipping: endpoint({
    method: 'PUT',
    path: '/v1/carts/:cartId/shipping',
    summary: 'Choose how it is sent',
    access: 'public',
    headers: cartHeaders,
    input: z.strictObject({ ...theCart, methodId: Id, slotId: Id.nullable().default(null), ...withoutTotals }),
    output: Cart,
    errors,
  }),
  checkout: endpoint({
    method: 'POST',
    path: '/v1/carts/:cartId/checkout',
    summary: 'Order and pay what is in a cart',
    description:
      'May carry items, e-mail, address, method and codes as well; items then stand in place of those in the cart. ' +
      'Repeatable under one Idempotency-Key, however parallel. `failed_precondition` with `cart_incomplete` names what ' +
      'is missing (for gift cards alone neither address nor method is); `conflict` with `on_preorder` names what ships later ' +
      'than `preorderUntil`; refusals of the order are passed on, and the cart is open again. While the outcome is not known the ' +
      'cart stays `charging`; send the same request again to learn it. `unavailable` with `not_placed` says that something ' +
      'is down and nothing was charged: the cart is open, and the same request is another try.',
    access: 'public',
    idempotent: 'handled',
    deadlineMs: 30_000,
    headers: cartHeaders,
    input: z.strictObject({
      ...theCart,
      expectedTotal: Money,
      payment: PaymentMethod,
      items: z.array(NewItem).min(1).max(maxItems).optional(),
      email: contactFields.email.optional(),
      address: contactFields.address.optional(),
      billingAddress: contactFields.address.nullable().optional(),
      methodId: Id.optional(),
      slotId: Id.nullable().optional(),
      codes: z.array(CouponCode).max(maxCodes).optional(),
      note: OrderNote.nullable().optional(),
      preorderUntil: z.iso
        .date()
        .optional()
        .describe('The last day the buyer has seen of what is not there yet, the `shipsFrom` of its line'),
    }),
    output: CheckoutResult,
    errors: ['not_found', 'conflict', 'failed_precondition', 'idempotency_key_reused', 'unavailable'],
  }),
};
