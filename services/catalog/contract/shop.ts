// What everybody may look at.

import { z } from 'zod';
import { endpoint, File, Id, line, pageInput, pageOf } from '#kernel/contract';
import { Motif } from './motif.ts';
import { CategoryNode, Currency, Product, ProductSummary, Slug, VendorRef } from './wire.ts';

/** By which the kept lists of the shop are dropped, whatever changed in it. */
export const shopTag = 'shop';

const minor = z.string().regex(/^\d{1,15}$/, 'is an amount in minor units, e.g. cents');

const filters = {
  currency: Currency.default('EUR'),
  q: line(200).optional().describe('Words, "phrases" and -words without'),
  category: Slug.optional().describe('The slug of a category; those below it count'),
  tag: z.string().max(60).optional(),
  vendor: Slug.optional().describe('The slug of a vendor'),
  minPrice: minor.optional(),
  maxPrice: minor.optional(),
  inStock: z.boolean().optional(),
  options: z.array(z.string().max(200)).max(10).optional().describe('e.g. `Colour=Red`; all of them must be had'),
};

export const listProducts = endpoint({
  method: 'GET',
  path: '/v1/products',
  summary: 'Products on sale',
  access: 'public',
  cache: { seconds: 10, shared: true, tag: { always: shopTag } },
  input: z.strictObject({
    ...pageInput,
    ...filters,
    sort: z
      .enum(['newest', 'price', '-price', 'title', 'relevance'])
      .default('newest')
      .describe('`relevance` takes a `q`'),
  }),
  output: pageOf(ProductSummary),
  errors: ['invalid_cursor'],
});

const count = z.int();
export const getFacets = endpoint({
  method: 'GET',
  path: '/v1/product-facets',
  summary: 'How many of the products a filter finds are in which category, of which vendor, tag, option and price',
  access: 'public',
  cache: { seconds: 10, shared: true, tag: { always: shopTag } },
  input: z.strictObject(filters),
  output: z.strictObject({
    total: count,
    inStock: count,
    categories: z.array(z.strictObject({ id: Id, slug: z.string(), title: z.string(), count })),
    vendors: z.array(z.strictObject({ ...VendorRef.shape, count })),
    tags: z.array(z.strictObject({ tag: z.string(), count })).describe('The hundred most frequent'),
    options: z.array(z.strictObject({ option: z.string(), count })).describe('The hundred most frequent'),
    prices: z
      .array(z.strictObject({ from: z.string(), to: z.string().nullable(), count }))
      .describe('Up to five ranges of as many products each, in minor units'),
  }),
});

export const getProduct = endpoint({
  method: 'GET',
  path: '/v1/products/:product',
  summary: 'One product, by its id or by its present or any former slug',
  description: 'Residents who are signed in see the prices of their building.',
  access: 'public',
  // Pieces that were sold meanwhile outdate no list, unless few or none are left.
  cache: { seconds: 2, tag: { always: shopTag } },
  input: z.strictObject({
    product: z.union([Id, Slug]).describe('Its id or slug'),
    currency: Currency.default('EUR'),
  }),
  output: Product,
  errors: ['not_found'],
});

export const listCategories = endpoint({
  method: 'GET',
  path: '/v1/categories',
  summary: 'All categories, as trees',
  access: 'public',
  cache: { seconds: 10, shared: true, tag: { always: shopTag } },
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(CategoryNode) }),
});

export const getPlaceholder = endpoint({
  method: 'GET',
  path: '/v1/product-placeholders/:hue',
  summary: 'A drawing for a product that has no picture, as those of the demo',
  access: 'public',
  cache: { seconds: 3_600, shared: true },
  input: z.strictObject({
    hue: z.int().min(0).max(359).describe('Its colour, in degrees'),
    motif: Motif.default('parcel').describe('What kind of thing it is'),
  }),
  output: File,
});
