// Products, their variants and pictures, for those who sell them.

import { z } from 'zod';
import { endpoint, Id, line, Nothing, pageInput, pageOf } from '#kernel/contract';
import {
  Attributes,
  Barcode,
  expectedVersion,
  Html,
  ImageUrl,
  OptionName,
  OptionValue,
  OwnProduct,
  OwnProductSummary,
  Position,
  Price,
  ProductState,
  Quantity,
  Sku,
  Slug,
  Tag,
  TaxCategory,
  VendorRef,
} from './wire.ts';

const vendorOfRow = { role: 'vendor', of: 'row' } as const;
const vendor = { role: 'vendor', of: { vendor: 'vendorId' } } as const;

const tags = z.array(Tag).max(250);
const categoryIds = z.array(Id).max(20);
const optionValues = z.array(OptionValue).max(3);

const productFields = {
  title: line(255),
  slug: Slug.optional().describe('Made of the title if left out'),
  description: Html.default(''),
  brand: line(120).nullable().default(null),
  categoryIds: categoryIds.default([]),
  tags: tags.default([]),
  attributes: Attributes.default({}),
  giftCard: z.boolean().default(false),
  seoTitle: line(255).nullable().default(null),
  seoDescription: line(500).nullable().default(null),
};

const variantFields = {
  options: optionValues.default([]).describe('One value for each option of the product'),
  sku: Sku.nullable().default(null),
  barcode: Barcode.nullable().default(null),
  weightGrams: z.int().min(0).max(10_000_000).default(0),
  requiresShipping: z.boolean().default(true),
  taxCategory: TaxCategory.default('standard'),
  tracked: z.boolean().default(true),
  oversell: z.boolean().default(false),
  lowStockAt: z.int().min(0).max(1_000_000).default(3),
  price: Price,
  compareAt: z
    .string()
    .regex(/^\d{1,15}$/)
    .nullable()
    .default(null)
    .describe('What it costs elsewhere or did before'),
  onHand: Quantity.default(0),
};

export const createProduct = endpoint({
  method: 'POST',
  path: '/v1/vendors/:vendorId/products',
  summary: 'Add a product, as a draft',
  access: vendor,
  idempotent: true,
  creates: true,
  input: z.strictObject({
    vendorId: Id,
    ...productFields,
    options: z.array(OptionName).max(3).default([]).describe('What its variants differ in'),
    variants: z.array(z.strictObject(variantFields)).min(1).max(500),
    locationId: Id.optional().describe('Where the pieces are; the first location if left out'),
  }),
  output: OwnProduct,
  errors: ['not_found', 'already_exists', 'invalid_argument'],
});

export const updateProduct = endpoint({
  method: 'PATCH',
  path: '/v1/products/:productId',
  summary: 'Change a product; a former slug goes on leading to it',
  access: vendorOfRow,
  input: z.strictObject({
    productId: Id,
    title: line(255).optional(),
    slug: Slug.optional(),
    description: Html.optional(),
    brand: line(120).nullable().optional(),
    categoryIds: categoryIds.optional(),
    tags: tags.optional(),
    attributes: Attributes.optional(),
    giftCard: z.boolean().optional(),
    seoTitle: line(255).nullable().optional(),
    seoDescription: line(500).nullable().optional(),
    expectedVersion,
  }),
  output: OwnProduct,
  errors: ['not_found', 'already_exists', 'version_mismatch'],
});

const moving = (path: `/${string}`, summary: string) =>
  endpoint({
    method: 'POST',
    path,
    summary,
    access: vendorOfRow,
    audit: ['productId'],
    input: z.strictObject({ productId: Id }),
    output: OwnProduct,
    errors: ['not_found', 'failed_precondition'],
  });
export const publishProduct = moving('/v1/products/:productId/publish', 'Put a product on sale');
export const archiveProduct = moving('/v1/products/:productId/archive', 'Take a product off sale for good');
export const restoreProduct = moving(
  '/v1/products/:productId/restore',
  'Make an archived product a draft again; any other stays as it is',
);

export const getOwnProduct = endpoint({
  method: 'GET',
  path: '/v1/vendors/:vendorId/products/:productId',
  summary: 'One of my products, whatever its state',
  access: vendor,
  input: z.strictObject({ vendorId: Id, productId: Id }),
  output: OwnProduct,
  errors: ['not_found'],
});

export const listOwnProducts = endpoint({
  method: 'GET',
  path: '/v1/vendors/:vendorId/products',
  summary: 'My products with their stock, newest first',
  access: vendor,
  input: z.strictObject({
    vendorId: Id,
    ...pageInput,
    state: ProductState.optional(),
    search: line(80).optional().describe('Part of the title, or a SKU'),
  }),
  output: pageOf(OwnProductSummary),
});

export const addVariant = endpoint({
  method: 'POST',
  path: '/v1/products/:productId/variants',
  summary: 'Add a variant; no two have the same option values',
  access: vendorOfRow,
  idempotent: true,
  creates: true,
  input: z.strictObject({ productId: Id, ...variantFields, locationId: Id.optional() }),
  output: OwnProduct,
  errors: ['not_found', 'already_exists', 'invalid_argument'],
});

export const updateVariant = endpoint({
  method: 'PATCH',
  path: '/v1/variants/:variantId',
  summary: 'Change a variant',
  access: vendorOfRow,
  input: z.strictObject({
    variantId: Id,
    options: optionValues.optional(),
    sku: Sku.nullable().optional(),
    barcode: Barcode.nullable().optional(),
    weightGrams: z.int().min(0).max(10_000_000).optional(),
    requiresShipping: z.boolean().optional(),
    taxCategory: TaxCategory.optional(),
    tracked: z.boolean().optional(),
    oversell: z.boolean().optional(),
    lowStockAt: z.int().min(0).max(1_000_000).optional(),
    position: Position.optional(),
    imageId: Id.nullable().optional(),
    expectedVersion,
  }),
  output: OwnProduct,
  errors: ['not_found', 'already_exists', 'failed_precondition', 'version_mismatch'],
});

export const archiveVariant = endpoint({
  method: 'DELETE',
  path: '/v1/variants/:variantId',
  summary: 'Take a variant off sale for good; the last one stays',
  access: vendorOfRow,
  input: z.strictObject({ variantId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const addImage = endpoint({
  method: 'POST',
  path: '/v1/products/:productId/images',
  summary: 'Add a picture: an uploaded file, or one that is hosted elsewhere',
  access: vendorOfRow,
  idempotent: true,
  creates: true,
  input: z.strictObject({
    productId: Id,
    fileId: Id.optional(),
    url: ImageUrl.optional().describe('In place of `fileId`'),
    alt: line(500, 0).default(''),
  }),
  output: OwnProduct,
  errors: ['not_found', 'failed_precondition', 'invalid_argument'],
});

export const updateImage = endpoint({
  method: 'PATCH',
  path: '/v1/product-images/:imageId',
  summary: 'Change the place of a picture or what it says to those who cannot see it',
  access: vendorOfRow,
  input: z.strictObject({ imageId: Id, alt: line(500, 0).optional(), position: Position.optional() }),
  output: OwnProduct,
  errors: ['not_found'],
});

export const removeImage = endpoint({
  method: 'DELETE',
  path: '/v1/product-images/:imageId',
  summary: 'Remove a picture',
  access: vendorOfRow,
  input: z.strictObject({ imageId: Id }),
  output: Nothing,
  errors: ['not_found'],
});

export const putVendor = endpoint({
  method: 'PUT',
  path: '/v1/vendors/:vendorId',
  summary: 'Let a vendor sell here, or change its name',
  access: { role: 'admin', of: 'platform' },
  audit: ['vendorId', 'slug'],
  input: z.strictObject({ vendorId: Id, slug: Slug, name: line(120) }),
  output: VendorRef,
  errors: ['already_exists'],
});
