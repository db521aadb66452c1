// What goes over the wire about orders.

import { z } from 'zod';
import { Id, line, Money, Timestamp } from '#kernel/contract';
import { AppliedDiscount, CouponCode, RejectedCode } from '#services/discount/contract';
import { PaymentMethod, PaymentState } from '#services/payment/contract';
import { Address, ShippingQuote } from '#services/shipping/contract';

export const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be a currency of ISO 4217, e.g. EUR');
export const Quantity = z.int().min(1).max(999);

/** One line of a quote. Amounts are of all its pieces, in minor units of the quote's currency. */
export const QuoteLine = z
  .strictObject({
    lineId: Id,
    variantId: Id,
    productId: Id,
    vendorId: Id,
    slug: z.string(),
    title: z.string(),
    variantTitle: z.string().nullable(),
    sku: z.string().nullable(),
    imageUrl: z.string().nullable(),
    quantity: z.int(),
    available: z.int().nullable(),
    sellable: z.boolean(),
    /** The day from which it is sent, where it is sold before it is there. */
    shipsFrom: z.iso.date().nullable(),
    /** Each piece becomes a gift card of what is paid for it: not sent, not taxed, and no discount is taken off it. */
    giftCard: z.boolean(),
    unitPrice: Money,
    priorPrice: Money.nullable(),
    gross: Money,
    discount: Money,
    tax: Money,
    taxRatePpm: z.int(),
    /** What is paid for the line: after discounts, with taxes. */
    total: Money,
  })
  .meta({ id: 'QuoteLine' });
export type QuoteLine = z.output<typeof QuoteLine>;

/** What an order of these lines would cost now. */
export const Quote = z
  .strictObject({
    currency: Currency,
    lines: z.array(QuoteLine),
    /** Variants that are not sold (any more), or not in this currency. */
    missing: z.array(Id),
    subtotal: Money,
    discount: Money,
    /** Null until there is a destination and a method. */
    shipping: Money.nullable(),
    tax: Money,
    /** Whether the taxes are contained in the prices, or come on top. */
    taxIncluded: z.boolean(),
    total: Money,
    applied: z.array(AppliedDiscount),
    rejected: z.array(RejectedCode),
    /** The ways to send it, once there is a destination. */
    methods: z.array(ShippingQuote),
    /** Whether an address and a way to send it must be known to order it; for gift cards alone they need not. */
    needsAddress: z.boolean(),
  })
  .meta({ id: 'Quote' });
export type Quote = z.output<typeof Quote>;

/**
 * - `pending`: it exists, its stock is held, and the payment is under way.
 * - `awaiting_payment`: the payer must act at the provider. `payment_unknown`: the provider has not said.
 * - `confirmed`: paid and sold. `fulfilling`: parcels are with the carrier. `fulfilled`: everything has arrived.
 * - `cancelled`: nothing was or stays paid.
 */
export const OrderState = z
  .enum(['pending', 'awaiting_payment', 'payment_unknown', 'confirmed', 'fulfilling', 'fulfilled', 'cancelled'])
  .meta({ id: 'OrderState' });
export type OrderState = z.output<typeof OrderState>;

/** The answer to a checkout. */
export const CheckoutResult = z
  .strictObject({
    orderId: Id,
    number: z.string(),
    state: OrderState,
    total: Money,
    paymentState: PaymentState.nullable(),
    /** Where the payer must go, if anywhere. */
    action: z.strictObject({ url: z.string() }).nullable(),
    /** By which somebody without an account sees the order: the header `x-order-token`. */
    orderToken: z.string(),
    createdAt: Timestamp,
  })
  .meta({ id: 'CheckoutResult' });
export type CheckoutResult = z.output<typeof CheckoutResult>;

export const Email = z.email().max(254);
/** The last day that the buyer has seen of what is not there yet; what would be sent later than that is not ordered. */
export const PreorderUntil = z.iso.date().nullable().default(null);
export const OrderNote = line(500);
// What who asks for quotes and orders says in the words of others.
export { Address, CouponCode, PaymentMethod, ShippingQuote };
