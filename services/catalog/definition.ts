import { type Ctx, defineService } from '#kernel/service';
import { userDeleted } from '#services/iam/events';
import { media } from '#services/media/contract';
import { catalog } from './contract.ts';
import {
  inventoryChanged,
  preorderMoved,
  preorderServed,
  priceChanged,
  productCreated,
  productUpdated,
  stockWatchMet,
} from './events.ts';

export const catalogService = defineService({
  contract: catalog,
  uses: { media },
  publishes: [
    productCreated,
    productUpdated,
    inventoryChanged,
    priceChanged,
    stockWatchMet,
    preorderServed,
    preorderMoved,
  ],
  consumes: [userDeleted],
  constraints: {
    vendors_slug_unique: {
      code: 'already_exists',
      message: 'Another vendor has this slug; choose another.',
      reason: 'slug_taken',
    },
    categories_slug_unique: {
      code: 'already_exists',
      message: 'Another category has this slug; choose another.',
      reason: 'slug_taken',
    },
    categories_parent: {
      code: 'failed_precondition',
      message: 'The category has others below it.',
      reason: 'has_children',
    },
    slug_history_pkey: {
      code: 'already_exists',
      message: 'Another product has or had this slug; choose another.',
      reason: 'slug_taken',
    },
    products_handle_unique: {
      code: 'already_exists',
      message: 'Another product of yours has this slug; choose another.',
      reason: 'slug_taken',
    },
    products_vendor: { code: 'not_found', message: 'There is no such vendor.' },
    locations_vendor: { code: 'not_found', message: 'There is no such vendor.' },
    price_lists_vendor: { code: 'not_found', message: 'There is no such vendor.' },
    product_imports_vendor: { code: 'not_found', message: 'There is no such vendor.' },
    product_categories_category: { code: 'not_found', message: 'There is no such category.' },
    product_variants_options_unique: {
      code: 'already_exists',
      message: 'Another variant of the product has these option values.',
      reason: 'options_taken',
    },
    product_variants_sku_unique: {
      code: 'already_exists',
      message: 'Another variant of yours has this SKU.',
      reason: 'sku_taken',
    },
    product_variants_image: { code: 'not_found', message: 'The product has no such picture.' },
    product_images_file_unique: {
      code: 'already_exists',
      message: 'This file is a picture of a product already; upload it again.',
      reason: 'file_taken',
    },
    locations_name_unique: {
      code: 'already_exists',
      message: 'Another location of yours has this name.',
      reason: 'name_taken',
    },
    inventory_location: {
      code: 'failed_precondition',
      message: 'Things are kept there; a location can be deleted only while it never had any.',
      reason: 'in_use',
    },
    preorders_limit: {
      code: 'failed_precondition',
      message: 'More pieces are preordered already; the limit cannot be below that.',
      reason: 'preordered_already',
    },
    inventory_covers_held: {
      code: 'failed_precondition',
      message: 'Pieces are promised to buyers; there cannot be fewer than that.',
      reason: 'stock_held',
    },
  },
  plansOnce: true,
  migrations: new URL('./migrations/', import.meta.url),
});

export type CatalogCtx = Ctx<typeof catalogService.definition>;
