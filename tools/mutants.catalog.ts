// The guards of catalog.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/catalog';
const tests = `${service}/test`;

export const catalog: Table = {
  [`${service}/migrations/0001.do.catalog.sql`]: {
    [`${tests}/stock.test.ts`]: [
      ['there are fewer pieces than are promised', 'check (unbounded or on_hand >= held)', 'check (true)'],
    ],
    [`${tests}/products.test.ts`]: [
      [
        'two variants have one SKU',
        'create unique index product_variants_sku_unique',
        'create index product_variants_sku_unique',
      ],
      [
        'two variants have the same options',
        'create unique index product_variants_options_unique',
        'create index product_variants_options_unique',
      ],
      [
        'an archived variant keeps its options',
        'product_variants (product_id, options) where archived_at is null',
        'product_variants (product_id, options)',
      ],
      [
        'a variant has the picture of another product',
        'foreign key (product_id, image_id) references product_images (product_id, id)',
        'foreign key (image_id) references product_images (id)',
      ],
      ['a file is a picture twice', 'file_id uuid constraint product_images_file_unique unique', 'file_id uuid'],
    ],
    [`${tests}/categories.test.ts`]: [
      [
        'two categories have one slug',
        'slug text not null constraint categories_slug_unique unique',
        'slug text not null, constraint categories_slug_unique unique (id, slug)',
      ],
    ],
  },
  [`${service}/operations/internal/get-offers.ts`]: {
    [`${tests}/prices.test.ts`]: [
      ['what is archived is sold', "p.state = 'active' and v.archived_at is null as sellable", 'true as sellable'],
      ['the price of many holds for one', 'and a.min_quantity <= w.quantity', ''],
    ],
  },
  [`${service}/queries/buyer.ts`]: {
    [`${tests}/prices.test.ts`]: [
      [
        'everybody pays what residents pay',
        "(l.audience = 'residents' and ${buildingIds.length > 0}::boolean)",
        "l.audience = 'residents'",
      ],
      [
        'every building has the prices of one',
        'l.building_id = any(${buildingIds}::uuid[])',
        '(l.building_id is not null and ${buildingIds.length > 0}::boolean)',
      ],
      ['a sale has begun before its time', '(l.starts_at is null or l.starts_at <= ${now})', 'true'],
      ['a sale never ends', '(l.ends_at is null or l.ends_at > ${now})', 'true'],
      ['a list that is off holds', 'l.active and (l.starts', '(l.starts'],
    ],
  },
  [`${service}/queries/own.ts`]: {
    [`${tests}/products.test.ts`]: [
      [
        'every vendor changes every product',
        "call.require(vendorId !== undefined && call.can('vendor', { vendor: vendorId }), message)",
        'call.require(vendorId !== undefined, message)',
      ],
      ['a change writes over one it has not seen', 'if (expected !== undefined && expected !== version)', 'if (false)'],
      [
        'an archived variant is changed',
        'where v.id = ${variantId} and v.archived_at is null for no key update of p',
        'where v.id = ${variantId} for no key update of p',
      ],
    ],
    [`${tests}/stock.test.ts`]: [
      [
        'pieces are put to the location of another vendor',
        'where id = ${locationId} and vendor_id = ${vendorId}`',
        'where id = ${locationId}`',
      ],
    ],
  },
  [`${service}/queries/categories.ts`]: {
    [`${tests}/categories.test.ts`]: [
      [
        'two moves at once make a ring',
        'select from categories order by id for no key update',
        'select from categories order by id',
      ],
    ],
  },
  [`${service}/queries/price-lists.ts`]: {
    [`${tests}/prices.test.ts`]: [
      [
        'every vendor changes every price list',
        "call.require(found !== null && call.can('vendor', { vendor: found.vendor_id }), 'no such price list')",
        "call.require(found !== null, 'no such price list')",
      ],
    ],
  },
  [`${service}/operations/prices/put-list-prices.ts`]: {
    [`${tests}/prices.test.ts`]: [
      [
        'a list has prices of what another vendor sells',
        'and vendor_id = ${vendorId} and archived_at',
        'and archived_at',
      ],
    ],
  },
  [`${service}/operations/prices/list-list-prices.ts`]: {
    [`${tests}/prices.test.ts`]: [
      [
        'every vendor sees every price list',
        "list !== null && call.can('vendor', { vendor: list.vendor_id })",
        'list !== null',
      ],
      [
        'of a variant in two currencies one is on no page',
        '(variant_id, currency, min_quantity) > (${after[0]}::uuid, ${after[1]}, ${after[2]}::int)',
        'variant_id > ${after[0]}::uuid',
      ],
    ],
  },
  [`${service}/operations/products/get-own-product.ts`]: {
    [`${tests}/shop.test.ts`]: [
      ['a vendor sees the drafts of others', 'if (!found || found.vendor_id !== vendorId)', 'if (!found)'],
    ],
  },
  [`${service}/operations/products/publish-product.ts`]: {
    [`${tests}/products.test.ts`]: [
      ['an archived product is published', "if (state === 'archived')", 'if (false)'],
      ['a product is published without what it must have', 'if (missing.length > 0)', 'if (false)'],
    ],
    [`${tests}/prices.test.ts`]: [['a product without a price is published', 'if (!priced) fail', 'if (false) fail']],
  },
  [`${service}/operations/products/update-product.ts`]: {
    [`${tests}/shop.test.ts`]: [
      ['a product takes the former slug of another', ' where slug_history.product_id = excluded.product_id', ''],
    ],
  },
  [`${service}/operations/variants/archive-variant.ts`]: {
    [`${tests}/products.test.ts`]: [['a product loses its last variant', 'if (others === 0)', 'if (false)']],
  },
  [`${service}/operations/images/add-image.ts`]: {
    [`${tests}/products.test.ts`]: [
      ['any file is a picture', "if (!items[0]?.mime.startsWith('image/'))", 'if (false)'],
      ['a product has pictures without end', 'if (count >= maxImages)', 'if (false)'],
    ],
  },
  [`${service}/operations/categories/update-category.ts`]: {
    [`${tests}/categories.test.ts`]: [['a category is moved below itself', 'if (above.includes(id))', 'if (false)']],
  },
  [`${service}/operations/watches/watch-variant.ts`]: {
    [`${tests}/stock.test.ts`]: [
      ['what is not on sale is waited for', " and v.archived_at is null and p.state = 'active'`", '`'],
      ['people wait for things without end', 'if (found.watches >= maxWatches)', 'if (false)'],
    ],
  },
  [`${service}/operations/watches/unwatch-variant.ts`]: {
    [`${tests}/stock.test.ts`]: [
      ['who stops waiting stops others', 'where user_id = ${call.userId} and variant_id', 'where variant_id'],
    ],
  },
  [`${service}/operations/watches/list-watches.ts`]: {
    [`${tests}/stock.test.ts`]: [
      ['everybody sees who waits for what', 'where w.user_id = ${call.userId}\n', 'where true\n'],
    ],
  },
  [`${service}/queries/detail.ts`]: {
    [`${tests}/shop.test.ts`]: [
      ['drafts are in the shop', "look.own ? nothing : sql`and p.state = 'active'`", 'nothing'],
    ],
  },
  [`${service}/contract/shop.ts`]: {
    [`${tests}/prices.test.ts`]: [
      [
        'the price of a building is for everybody',
        'cache: { seconds: 2, tag',
        'cache: { seconds: 2, shared: true, tag',
      ],
      ['a page is as it was', 'cache: { seconds: 2, tag: { always: shopTag } }', 'cache: { seconds: 2 }'],
    ],
  },
  [`${service}/contract/internal.ts`]: {
    [`${tests}/prices.test.ts`]: [['a price is as it was', 'shared: true, tag: { always: shopTag }', 'shared: true']],
  },
  [`${service}/write/refresh.ts`]: {
    [`${tests}/categories.test.ts`]: [
      ['a change is not in the lists that were kept', 'tx.afterCommit(() => ctx.uncache(shopTag))', 'void tx'],
    ],
    [`${tests}/prices.test.ts`]: [
      ['the prior price is older than thirty days', "(x.until is null or x.until > ${minus(now, '30d')})", 'true'],
      ['a prior price is below the price', 'case when c.prior > c.amount then c.prior end', 'c.prior'],
    ],
    [`${tests}/shop.test.ts`]: [
      ['the lists show what is not on sale', "on true\n    where p.state = 'active'`", 'on true`'],
    ],
  },
  [`${service}/write/description.ts`]: {
    [`${tests}/products.test.ts`]: [
      [
        'descriptions run scripts',
        "allowedSchemes: ['https', 'http', 'mailto'],",
        "allowedSchemes: ['https', 'http', 'mailto', 'javascript'],",
      ],
    ],
  },
  [`${service}/loops.ts`]: {
    [`${tests}/stock.test.ts`]: [
      ['every change of stock is told by itself', "and v.announced_at <= ${minus(ctx.now(), '1s')}", ''],
      ['stock that is as before is told', 'changed.filter(({ announced, free }) => announced !== free)', 'changed'],
    ],
  },
  [`${service}/import/batch.ts`]: {
    [`${tests}/resume.test.ts`]: [['a batch is written twice', 'if (line_reached >= batch.endLine) return;', '']],
    [`${tests}/import.test.ts`]: [
      ['two variants of a file have one SKU', 'if (owner === undefined || owner === variant.id)', 'if (true)'],
      ['a file takes what is promised', 'variant.oversell || variant.onHand >= held) continue;', 'true) continue;'],
    ],
    [`${tests}/import-stock.test.ts`]: [
      [
        'a file puts back what is sold while it is written',
        'before.get(id) === onHand ? id : []',
        'before.has(id) ? [] : []',
      ],
    ],
  },
  [`${service}/import/merge.ts`]: {
    [`${tests}/import-stock.test.ts`]: [
      ['the same count puts back what was sold', 'begins || counted.get(before.id) !== onHand', 'true'],
    ],
  },
  [`${service}/import/uploads.ts`]: {
    [`${tests}/resume.test.ts`]: [
      ['a file that comes no further keeps the others waiting', 'if (attempts > maxAttempts)', 'if (false)'],
    ],
  },
  [`${service}/domain/money.ts`]: {
    [`${tests}/money.test.ts`]: [
      ['a fraction of a cent is cut off', 'if (/[^0]/.test(fraction.slice(decimals))) return null;', ''],
    ],
  },
  'services/catalog/operations/products/restore-product.ts': {
    'services/catalog/test/products.test.ts': [
      ['what is on sale is restored, and off sale', "if (state !== 'archived') return", 'if (false) return'],
    ],
  },
};
