// What goes over the wire about orders that exist.

import { z } from 'zod';
import { Id, Money, pageInput, Timestamp } from '#kernel/contract';
import { Address, Currency, OrderState, Quantity } from './wire.ts';

/** Of one vendor's part. `failed`: the parcel could not be delivered and comes back. */
export const Fulfilment = z
  .enum(['open', 'handed_over', 'delivered', 'failed', 'cancelled'])
  .meta({ id: 'Fulfilment' });
export type Fulfilment = z.output<typeof Fulfilment>;

export const PartPayment = z
  .enum(['open', 'paid', 'partially_refunded', 'refunded', 'not_paid'])
  .meta({ id: 'PartPayment' });
export type PartPayment = z.output<typeof PartPayment>;

export const CancelReason = z.enum([
  'payment_failed',
  'payment_expired',
  'out_of_stock',
  'not_placed',
  'by_customer',
  'by_vendor',
]);
export type CancelReason = z.output<typeof CancelReason>;

export const OrderLine = z
  .strictObject({
    lineId: Id,
    vendorId: Id,
    productId: Id,
    variantId: Id,
    slug: z.string(),
    title: z.string(),
    variantTitle: z.string().nullable(),
    sku: z.string().nullable(),
    imageUrl: z.string().nullable(),
    quantity: z.int(),
    /** How many of them are not sent (any more). */
    cancelled: z.int(),
    /** The day that was promised, where it was sold before it was there. */
    shipsFrom: z.iso.date().nullable(),
    /** It is not there yet, and not sent before; nor is what the vendor sends with it. */
    waits: z.boolean(),
    /** Each piece became a gift card; what is not spent of it can be cancelled at any time. */
    giftCard: z.boolean(),
    unitPrice: Money,
    gross: Money,
    discount: Money,
    tax: Money,
    taxRatePpm: z.int(),
    total: Money,
  })
  .meta({ id: 'OrderLine' });

/** What one vendor sends and is paid for. */
export const OrderPart = z
  .strictObject({
    vendorId: Id,
    payment: PartPayment,
    fulfilment: Fulfilment,
    /** After discounts, with taxes. */
    shipping: Money,
    tax: Money,
    total: Money,
    refunded: Money,
  })
  .meta({ id: 'OrderPart' });

export const Note = z
  .strictObject({
    id: Id,
    author: z.enum(['customer', 'vendor', 'staff']),
    text: z.string(),
    createdAt: Timestamp,
  })
  .meta({ id: 'OrderNote' });

const StatusChange = z.strictObject({ at: Timestamp, state: OrderState, reason: z.string().nullable() });

/** An order; a vendor sees its own part of it, and the totals of that part, and not the buyer's address. */
export const Order = z
  .strictObject({
    id: Id,
    number: z.string(),
    userId: Id.nullable(),
    state: OrderState,
    currency: Currency,
    lines: z.array(OrderLine),
    parts: z.array(OrderPart),
    subtotal: Money,
    discount: Money,
    shipping: Money,
    tax: Money,
    taxIncluded: z.boolean(),
    total: Money,
    refunded: Money,
    email: z.string().nullable(),
    address: Address.nullable(),
    notes: z.array(Note),
    history: z.array(StatusChange),
    cancelReason: CancelReason.nullable(),
    /** Whether pieces of it can still be cancelled, and the address be changed. */
    changeable: z.boolean(),
    createdAt: Timestamp,
    confirmedAt: Timestamp.nullable(),
    cancelledAt: Timestamp.nullable(),
    fulfilledAt: Timestamp.nullable(),
  })
  .meta({ id: 'Order' });
export type Order = z.output<typeof Order>;

export const OrderSummary = z
  .strictObject({
    id: Id,
    number: z.string(),
    userId: Id.nullable(),
    state: OrderState,
    total: Money,
    refunded: Money,
    /** Pieces, and the title of the first line. */
    pieces: z.int(),
    title: z.string(),
    createdAt: Timestamp,
  })
  .meta({ id: 'OrderSummary' });

export const OrderFilter = { state: OrderState.optional(), ...pageInput };

/** Pieces of lines. */
export const Pieces = z
  .array(z.strictObject({ lineId: Id, quantity: Quantity }))
  .min(1)
  .max(100);
/** By which somebody without an account shows that an order is theirs. */
export const OrderToken = z.string().max(100).optional();
export const byToken = { headers: { orderToken: 'x-order-token' } };
