// The facts catalog owns.

import { z } from 'zod';
import { Id, Money } from '#kernel/contract';
import { event } from '#kernel/event';

const about = { productId: Id, vendorId: Id };

export const productCreated = event(
  'product.created',
  1,
  'productId',
  z.strictObject({ ...about, slug: z.string() }),
  'A product was added to the shop',
);
export const productUpdated = event(
  'product.updated',
  1,
  'productId',
  z.strictObject({ ...about, slug: z.string(), state: z.enum(['draft', 'active', 'archived']) }),
  'A product, its variants, pictures or categories changed, or it is sold or not sold from now on',
);
export const inventoryChanged = event(
  'inventory.changed',
  1,
  'variantId',
  z.strictObject({
    ...about,
    variantId: Id,
    /** Pieces that can be sold now; null where stock is not counted. */
    available: z.int().nullable(),
    /** Whether this is when it became scarce, sold out or available again. */
    became: z.enum(['low', 'sold_out', 'available']).nullable(),
  }),
  'What can be sold of a variant changed; changes of the same second are told as one',
);
export const priceChanged = event(
  'price.changed',
  1,
  'variantId',
  z.strictObject({ ...about, variantId: Id, price: Money, before: Money.nullable() }),
  'The price of a variant changed',
);
export const stockWatchMet = event(
  'stock.watch_met',
  1,
  'variantId',
  z.strictObject({ ...about, variantId: Id, userIds: z.array(Id) }),
  'What these people wait for can be had, or costs less',
);

const aboutPreorder = { ...about, variantId: Id, orderId: Id };
export const preorderServed = event(
  'preorder.served',
  1,
  'orderId',
  z.strictObject(aboutPreorder),
  'All that an order preordered of a variant is there, and can be sent',
);
export const preorderMoved = event(
  'preorder.moved',
  1,
  'orderId',
  z.strictObject({
    ...aboutPreorder,
    title: z.string(),
    /** The day that was promised with the order. */
    promised: z.iso.date(),
    /** The day it ships from now; null where the last one has passed and there is no other. */
    shipsFrom: z.iso.date().nullable(),
  }),
  'What an order waits for ships on another day, or its day has passed without it',
);
