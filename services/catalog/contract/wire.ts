// The forms of things in catalog's requests and replies.

import { z } from 'zod';
import { Id, line, Money, prose, Timestamp } from '#kernel/contract';

export const ProductState = z.enum(['draft', 'active', 'archived']);
export const StockLevel = z.enum(['available', 'low', 'preorder', 'sold_out']);
export const Day = z.iso.date();
/** The day from which something ships that is not there yet. */
const availableFrom = Day.nullable().describe('From when it ships, where it can be preordered; the day in UTC');

export const Currency = z.string().regex(/^[A-Z]{3}$/, 'is a code of three capitals, e.g. EUR');
/** An amount that something costs: minor units, never negative. */
export const Price = z.strictObject({ amount: z.string().regex(/^\d{1,15}$/), currency: Currency });
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'takes small letters, digits and single hyphens')
  .max(120);
export const Tag = line(60);
export const Sku = line(80);
export const Barcode = line(80);
export const OptionName = line(60).regex(/^[^=]*$/, 'takes no =');
export const OptionValue = line(120);
export const Quantity = z.int().min(-1_000_000).max(1_000_000);
export const Position = z.int().min(0).max(100_000);
export const TaxCategory = z
  .string()
  .regex(/^[a-z][a-z_]*$/, 'takes small letters and _')
  .max(40)
  .describe('`standard`, `reduced`, `exempt`, …');
export const ImageUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .describe('A picture that is hosted elsewhere');
/** The HTML of a description; what could do harm is taken out. */
export const Html = prose(100_000, 0);
export const expectedVersion = z.int().min(1).max(2_147_483_647).optional().describe('Or the ETag as If-Match');

export const VendorRef = z.strictObject({ id: Id, slug: z.string(), name: z.string() }).meta({ id: 'VendorRef' });
export const CategoryRef = z.strictObject({ id: Id, slug: z.string(), title: z.string() }).meta({ id: 'CategoryRef' });

/** One attribute that the products of a category have. */
export const AttributeDefinition = z
  .strictObject({
    key: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, 'takes small letters, digits and _')
      .max(40),
    label: line(60),
    type: z.enum(['text', 'number', 'boolean', 'choice']),
    unit: line(20).optional(),
    choices: z.array(line(60)).max(100).optional().describe('What a `choice` may be'),
    required: z.boolean().default(false).describe('Asked for when the product is published'),
  })
  .meta({ id: 'AttributeDefinition' });
export type AttributeDefinition = z.output<typeof AttributeDefinition>;

export const Attributes = z
  .record(z.string().max(40), z.union([line(500), z.number(), z.boolean()]))
  .refine(all => Object.keys(all).length <= 100, 'has at most 100 attributes');
export type Attributes = z.output<typeof Attributes>;

const category = {
  id: Id,
  parentId: Id.nullable(),
  slug: z.string(),
  title: z.string(),
  position: z.int(),
  attributes: z.array(AttributeDefinition),
  version: z.int(),
};
export const Category = z.strictObject(category).meta({ id: 'Category' });
export const CategoryNode = z
  .strictObject({
    id: Id,
    slug: z.string(),
    title: z.string(),
    attributes: z.array(AttributeDefinition),
    get children() {
      return z.array(CategoryNode);
    },
  })
  .meta({ id: 'CategoryNode' });
export type CategoryNode = z.output<typeof CategoryNode>;

/** A product as lists show it. */
export const ProductSummary = z
  .strictObject({
    id: Id,
    slug: z.string(),
    title: z.string(),
    vendor: VendorRef,
    imageUrl: z.string().nullable(),
    imageAlt: z.string(),
    price: z.strictObject({ from: Money, to: Money }).describe('Of its variants, for everybody'),
    stock: StockLevel.describe('Of all its variants together, as of at most two seconds ago'),
    availableFrom: availableFrom.describe('The earliest of its variants, where `stock` is `preorder`'),
    publishedAt: Timestamp,
    variants: z.array(
      z.strictObject({
        id: Id,
        title: z.string().nullable(),
        price: Money,
        priorPrice: Money.nullable().describe('The lowest price of the 30 days before the reduction'),
        stock: StockLevel,
        availableFrom,
      }),
    ),
  })
  .meta({ id: 'ProductSummary' });

export const Variant = z
  .strictObject({
    id: Id,
    title: z.string().nullable(),
    options: z.array(z.string()).describe('One value for each option of the product, in its order'),
    sku: z.string().nullable(),
    barcode: z.string().nullable(),
    price: Money.nullable().describe('Null where it is not sold in the currency'),
    priorPrice: Money.nullable(),
    quantityPrices: z.array(z.strictObject({ minQuantity: z.int(), price: Money })),
    available: z.int().nullable().describe('Null where stock is not counted or may go below zero'),
    stock: StockLevel,
    availableFrom,
    weightGrams: z.int(),
    requiresShipping: z.boolean(),
    imageId: Id.nullable(),
  })
  .meta({ id: 'Variant' });

export const ProductImage = z
  .strictObject({ id: Id, url: z.string().nullable(), thumbnailUrl: z.string().nullable(), alt: z.string() })
  .meta({ id: 'ProductImage' });

const product = {
  id: Id,
  slug: z.string(),
  title: z.string(),
  description: z.string().describe('Safe HTML'),
  brand: z.string().nullable(),
  vendor: VendorRef,
  categories: z.array(CategoryRef),
  tags: z.array(z.string()),
  options: z.array(z.string()).describe('What its variants differ in, e.g. `Colour`, `Size`'),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  giftCard: z.boolean(),
  seoTitle: z.string().nullable(),
  seoDescription: z.string().nullable(),
  images: z.array(ProductImage),
  publishedAt: Timestamp.nullable(),
  updatedAt: Timestamp,
};
export const Product = z.strictObject({ ...product, variants: z.array(Variant) }).meta({ id: 'Product' });
export type Product = z.output<typeof Product>;

/** A product as its vendor sees it. */
export const OwnProduct = z
  .strictObject({
    ...product,
    state: ProductState,
    version: z.int(),
    variants: z.array(
      z.strictObject({
        ...Variant.shape,
        position: z.int(),
        prices: z.array(z.strictObject({ price: Money, compareAt: Money.nullable() })),
        tracked: z.boolean().describe('Whether its stock is counted'),
        oversell: z.boolean().describe('Whether it is sold on when there is none, e.g. to order'),
        lowStockAt: z.int(),
        preorder: z
          .strictObject({
            availableFrom: Day.nullable().describe('Null: nobody preorders it any more'),
            limit: z.int().nullable(),
            taken: z.int().describe('Of the limit'),
            waiting: z.int().describe('Pieces that are sold and served first when stock comes in'),
          })
          .nullable(),
        taxCategory: z.string(),
        inventory: z.array(z.strictObject({ locationId: Id, onHand: z.int(), held: z.int() })),
        version: z.int(),
      }),
    ),
  })
  .meta({ id: 'OwnProduct' });
export type OwnProduct = z.output<typeof OwnProduct>;

export const OwnProductSummary = z
  .strictObject({
    id: Id,
    slug: z.string(),
    title: z.string(),
    state: ProductState,
    variants: z.int(),
    onHand: z.int(),
    held: z.int(),
    updatedAt: Timestamp,
    version: z.int(),
  })
  .meta({ id: 'OwnProductSummary' });

export const Location = z
  .strictObject({ id: Id, vendorId: Id, name: z.string(), createdAt: Timestamp })
  .meta({ id: 'Location' });

export const StockRow = z
  .strictObject({
    variantId: Id,
    productId: Id,
    productTitle: z.string(),
    variantTitle: z.string().nullable(),
    sku: z.string().nullable(),
    locationId: Id,
    onHand: z.int(),
    held: z.int().describe('Promised to buyers who are checking out'),
    available: z.int(),
    lowStockAt: z.int(),
  })
  .meta({ id: 'StockRow' });

export const StockReason = z.enum(['count', 'delivery', 'damage', 'loss', 'correction', 'import', 'other']);
export const StockMovement = z
  .strictObject({
    id: Id,
    locationId: Id,
    change: z.int(),
    onHand: z.int().describe('After it'),
    reason: StockReason,
    note: z.string().nullable(),
    userId: Id.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'StockMovement' });

export const Audience = z.enum(['public', 'residents', 'building']);
export const PriceList = z
  .strictObject({
    id: Id,
    vendorId: Id,
    name: z.string(),
    audience: Audience,
    buildingId: Id.nullable(),
    startsAt: Timestamp.nullable(),
    endsAt: Timestamp.nullable(),
    active: z.boolean(),
    createdAt: Timestamp,
    version: z.int(),
  })
  .meta({ id: 'PriceList' });
export const ListPrice = z
  .strictObject({ variantId: Id, minQuantity: z.int(), price: Money })
  .meta({ id: 'ListPrice' });

export const Watch = z
  .strictObject({
    variantId: Id,
    productId: Id,
    productSlug: z.string(),
    productTitle: z.string(),
    variantTitle: z.string().nullable(),
    kind: z.enum(['stock', 'price']),
    below: Money.nullable().describe('The price that is waited for'),
    createdAt: Timestamp,
  })
  .meta({ id: 'Watch' });

export const ProductImport = z
  .strictObject({
    id: Id,
    vendorId: Id,
    fileName: z.string(),
    state: z.enum(['running', 'done', 'failed']),
    message: z.string().nullable().describe('Why the file as a whole could not be read'),
    lineReached: z.int(),
    bytesRead: z.int(),
    byteCount: z.int(),
    rows: z.int(),
    created: z.int().describe('Products, as are the next two'),
    updated: z.int(),
    unchanged: z.int(),
    reported: z.int().describe('Rows with a note in the report'),
    startedAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'ProductImport' });
export const ImportNote = z
  .strictObject({
    line: z.int().describe('Of the file; the header is line 1'),
    reason: z.string(),
    message: z.string(),
    leftOut: z.boolean().describe('Whether the row was left out; else it went in as the message says'),
  })
  .meta({ id: 'ImportNote' });
