// What things cost, and for whom.

import { z } from 'zod';
import { endpoint, Id, line, Nothing, pageInput, pageOf, Timestamp } from '#kernel/contract';
import { Audience, expectedVersion, ListPrice, OwnProduct, Price, PriceList } from './wire.ts';

const vendorOfRow = { role: 'vendor', of: 'row' } as const;
const vendor = { role: 'vendor', of: { vendor: 'vendorId' } } as const;

export const setPrices = endpoint({
  method: 'PUT',
  path: '/v1/variants/:variantId/prices',
  summary: 'Set what a variant regularly costs, in each currency it is sold in',
  access: vendorOfRow,
  audit: ['variantId', 'prices'],
  input: z.strictObject({
    variantId: Id,
    prices: z
      .array(
        z.strictObject({
          price: Price,
          compareAt: z
            .string()
            .regex(/^\d{1,15}$/)
            .nullable()
            .default(null),
        }),
      )
      .max(20)
      .refine(all => new Set(all.map(each => each.price.currency)).size === all.length, 'names a currency twice'),
  }),
  output: OwnProduct,
  errors: ['not_found'],
});

const window = { startsAt: Timestamp.nullable(), endsAt: Timestamp.nullable() };

export const createPriceList = endpoint({
  method: 'POST',
  path: '/v1/vendors/:vendorId/price-lists',
  summary: 'Add a price list: a sale, prices for residents or a building, or by quantity',
  description: 'Of all lists that hold for a buyer, and the regular price, the lowest price counts.',
  access: vendor,
  idempotent: true,
  creates: true,
  audit: ['vendorId', 'name', 'audience'],
  input: z.strictObject({
    vendorId: Id,
    name: line(120),
    audience: Audience.default('public'),
    buildingId: Id.nullable().default(null).describe('For the audience `building`'),
    startsAt: window.startsAt.default(null),
    endsAt: window.endsAt.default(null),
    active: z.boolean().default(true),
  }),
  output: PriceList,
  errors: ['invalid_argument', 'not_found'],
});

export const updatePriceList = endpoint({
  method: 'PATCH',
  path: '/v1/price-lists/:priceListId',
  summary: 'Change the name or dates of a price list, or switch it on or off',
  access: vendorOfRow,
  audit: ['priceListId', 'active', 'startsAt', 'endsAt'],
  input: z.strictObject({
    priceListId: Id,
    name: line(120).optional(),
    startsAt: window.startsAt.optional(),
    endsAt: window.endsAt.optional(),
    active: z.boolean().optional(),
    expectedVersion,
  }),
  output: PriceList,
  errors: ['not_found', 'invalid_argument', 'version_mismatch'],
});

export const deletePriceList = endpoint({
  method: 'DELETE',
  path: '/v1/price-lists/:priceListId',
  summary: 'Delete a price list with its prices',
  access: vendorOfRow,
  audit: ['priceListId'],
  input: z.strictObject({ priceListId: Id }),
  output: Nothing,
  errors: ['not_found'],
});

export const listPriceLists = endpoint({
  method: 'GET',
  path: '/v1/vendors/:vendorId/price-lists',
  summary: 'My price lists, newest first',
  access: vendor,
  input: z.strictObject({ vendorId: Id, ...pageInput }),
  output: pageOf(PriceList),
});

export const putListPrices = endpoint({
  method: 'PUT',
  path: '/v1/price-lists/:priceListId/prices',
  summary: 'Put prices into a price list; `price: null` takes one out',
  access: vendorOfRow,
  audit: ['priceListId', 'items'],
  input: z.strictObject({
    priceListId: Id,
    items: z
      .array(
        z.strictObject({
          variantId: Id,
          minQuantity: z.int().min(1).max(9_999).default(1),
          currency: Price.shape.currency,
          price: Price.shape.amount.nullable(),
        }),
      )
      .min(1)
      .max(500),
  }),
  output: Nothing,
  errors: ['not_found'],
});

export const listListPrices = endpoint({
  method: 'GET',
  path: '/v1/price-lists/:priceListId/prices',
  summary: 'The prices of a price list',
  access: vendorOfRow,
  input: z.strictObject({ priceListId: Id, ...pageInput }),
  output: pageOf(ListPrice),
  errors: ['not_found'],
});
