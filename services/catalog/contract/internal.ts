// What the services of the money path ask of catalog.

import { z } from 'zod';
import { endpoint, Id, Money, Timestamp } from '#kernel/contract';
import { shopTag } from './shop.ts';
import { Day } from './wire.ts';

/** What a variant is sold for, and as what. */
export const Offer = z
  .strictObject({
    variantId: Id,
    productId: Id,
    vendorId: Id,
    sku: z.string().nullable(),
    slug: z.string(),
    title: z.string(),
    /** `Red / L`; null for the only variant of a product. */
    variantTitle: z.string().nullable(),
    imageUrl: z.string().nullable(),
    /** False once the product is archived or a draft: it can still be shown in a cart, but not bought. */
    sellable: z.boolean(),
    /** Of one piece, for this buyer and quantity. */
    price: Money,
    /** What it cost before, where it is reduced. */
    priorPrice: Money.nullable(),
    /** Pieces that can be sold now; null where stock is not counted or may go below zero. */
    available: z.int().nullable(),
    /** The day from which so many of it are sent, where they are sold before they are there; null where they are there. */
    shipsFrom: Day.nullable(),
    /** Becomes a gift card of what is paid for it: it is not sent, not taxed, and takes no discount. */
    giftCard: z.boolean(),
    weightGrams: z.int(),
    requiresShipping: z.boolean(),
    taxCategory: z.string(),
    /** With all above them, the narrowest first. */
    categoryIds: z.array(Id),
  })
  .meta({ id: 'Offer' });
export type Offer = z.output<typeof Offer>;

export const StockItem = z.strictObject({ variantId: Id, quantity: z.int().min(1).max(9_999) });
const StockItems = z.array(StockItem).min(1).max(100);
const HeldItem = z.strictObject({
  ...StockItem.shape,
  /** The day that was promised, for what is preordered; it is held only while that is still the day. */
  shipsFrom: Day.nullable().default(null),
});

/** A hold as it now is. `released` also names one that was released before it was ever made. */
const StockHold = z.strictObject({ holdId: Id, state: z.enum(['held', 'confirmed', 'released']) });

export const internal = {
  getOffers: endpoint({
    method: 'POST',
    path: '/v1/internal/offers',
    summary: 'What variants are sold for; those that are gone, or not sold in the currency, are left out',
    description:
      'A changed price counts at once. How many there are may be two seconds old: only a hold tells for certain.',
    access: 'service',
    cache: { seconds: 2, shared: true, tag: { always: shopTag } },
    input: z.strictObject({
      items: z.array(StockItem).max(100),
      currency: z.string().regex(/^[A-Z]{3}$/),
      /** Who buys, for the price lists of residents and buildings. */
      userId: Id.nullable(),
      buildingIds: z.array(Id).max(50).default([]),
    }),
    output: z.strictObject({ items: z.array(Offer) }),
  }),
  holdStock: endpoint({
    method: 'POST',
    path: '/v1/internal/stock-holds',
    summary: 'Keep pieces for a buyer until then: all of them or none',
    description:
      'Repeatable by `holdId`. Preordered pieces count against the limit of their preorder and not against what is there; ' +
      'once confirmed they are served before anybody else as stock comes in. `conflict` with the reason `out_of_stock` where there are not enough, and ' +
      '`details.items` of `{ variantId, wanted, available }`; `failed_precondition` with `hold_released` for a hold that ' +
      'was released or has expired.',
    access: 'service',
    input: z.strictObject({
      holdId: Id,
      orderId: Id,
      items: z.array(HeldItem).min(1).max(100),
      expiresAt: Timestamp,
    }),
    output: StockHold,
    errors: ['conflict', 'failed_precondition'],
  }),
  confirmStockHold: endpoint({
    method: 'POST',
    path: '/v1/internal/stock-holds/:holdId/confirm',
    summary: 'The pieces are sold',
    description: 'Repeatable. `failed_precondition` with `hold_released` if the hold was released or has expired.',
    access: 'service',
    input: z.strictObject({ holdId: Id }),
    output: StockHold,
    errors: ['failed_precondition'],
  }),
  releaseStockHold: endpoint({
    method: 'POST',
    path: '/v1/internal/stock-holds/:holdId/release',
    summary: 'The pieces are free again',
    description:
      'Repeatable, also for a hold that was never made, which then cannot be made any more. ' +
      'A confirmed hold is given back too: the sale did not come about.',
    access: 'service',
    input: z.strictObject({ holdId: Id }),
    output: StockHold,
  }),
  returnStock: endpoint({
    method: 'POST',
    path: '/v1/internal/stock-returns',
    summary: 'Sold pieces come back on the shelf',
    description: 'Repeatable by `returnId`.',
    access: 'service',
    input: z.strictObject({ returnId: Id, holdId: Id, items: StockItems }),
    output: z.strictObject({ returnId: Id }),
    errors: ['failed_precondition'],
  }),
};
