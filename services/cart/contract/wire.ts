// What goes over the wire about carts.

import { z } from 'zod';
import { Id, Money, Timestamp } from '#kernel/contract';
import { Address, CouponCode, Currency, Email, OrderNote, Quantity, Quote, QuoteLine } from '#services/order/contract';

/**
 * - `open`: it can be changed. `charging`: its order is being paid, nothing of it can be changed.
 * - `ordered`: it has become the order `orderId`. `merged`: what was in it is in the cart `mergedInto`.
 */
export const CartState = z.enum(['open', 'charging', 'ordered', 'merged']).meta({ id: 'CartState' });
export type CartState = z.output<typeof CartState>;

/** What is not as it was when the item was put into the cart. */
export const Drift = z
  .strictObject({
    /** The price of one piece then and now, where they differ. */
    price: z.strictObject({ seen: Money, now: Money }).nullable(),
    /** Pieces that can be had now, where that is less than wanted. */
    available: z.int().nullable(),
    /** It cannot be bought any more. */
    gone: z.boolean(),
  })
  .meta({ id: 'CartDrift' });
export type Drift = z.output<typeof Drift>;

export const CartItem = z
  .strictObject({
    id: Id,
    variantId: Id,
    quantity: z.int(),
    addedAt: Timestamp,
    /** What it is and costs; null without totals, and for what is not sold any more. */
    line: QuoteLine.nullable(),
    drift: Drift.nullable(),
  })
  .meta({ id: 'CartItem' });
export type CartItem = z.output<typeof CartItem>;

/** The sums, by the same reckoning that the order is charged by. */
export const CartTotals = Quote.omit({ lines: true, missing: true }).meta({ id: 'CartTotals' });

const shape = {
  id: Id,
  state: CartState,
  currency: Currency,
  items: z.array(CartItem),
  savedForLater: z.array(CartItem),
  codes: z.array(z.string()),
  email: z.string().nullable(),
  address: Address.nullable(),
  billingAddress: Address.nullable(),
  methodId: Id.nullable(),
  slotId: Id.nullable(),
  note: z.string().nullable(),
  /** Counts the changes. */
  version: z.int(),
  orderId: Id.nullable(),
  mergedInto: Id.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  /** Null where they were not asked for, cannot be worked out right now, or there is nothing (left) to order. */
  totals: CartTotals.nullable(),
};
export const Cart = z.strictObject(shape).meta({ id: 'Cart' });
export type Cart = z.output<typeof Cart>;

/** With the secret by which somebody without an account comes back to it; null for the cart of an account. */
export const NewCart = z.strictObject({ ...shape, token: z.string().nullable() }).meta({ id: 'NewCart' });

export const maxItems = 100;
export const maxCodes = 10;

/** The cart, and for a guest the header by which it is theirs. */
export const theCart = {
  cartId: Id,
  cartToken: z.string().max(100).optional().describe('What createCart gave, for a cart without an account'),
};
export const cartHeaders = { cartToken: 'x-cart-token' };

/** Whether the reply has the totals, which cost a look into prices, stock, promotions, taxes and shipping. */
export const withTotals = { totals: z.boolean().default(true) };
export const withoutTotals = { totals: z.boolean().default(false) };

export const NewItem = z.strictObject({ variantId: Id, quantity: Quantity.default(1) });

/** What setAddress takes. */
export const contactFields = {
  email: Email,
  address: Address,
  billingAddress: Address.nullable().default(null),
};

export { CouponCode, Currency, OrderNote, Quantity };
