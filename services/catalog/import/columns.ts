// The columns of Shopify's product CSV, by the names its versions have given them.

import { fail } from '#kernel/errors';

/** Our word for each column that has a place in the catalogue; the first name is the one exports are written with. */
const names = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  body: ['Body (HTML)', 'Description', 'Body HTML'],
  brand: ['Vendor'],
  kind: ['Type', 'Product Type', 'Custom Product Type'],
  tags: ['Tags'],
  published: ['Published', 'Published on online store'],
  option1Name: ['Option1 Name'],
  option1: ['Option1 Value'],
  option2Name: ['Option2 Name'],
  option2: ['Option2 Value'],
  option3Name: ['Option3 Name'],
  option3: ['Option3 Value'],
  sku: ['Variant SKU', 'SKU'],
  grams: ['Variant Grams', 'Weight value (grams)'],
  tracker: ['Variant Inventory Tracker', 'Inventory tracker'],
  quantity: ['Variant Inventory Qty', 'Inventory quantity', 'Variant Inventory Quantity'],
  policy: ['Variant Inventory Policy', 'Continue selling when out of stock'],
  price: ['Variant Price', 'Price'],
  compareAt: ['Variant Compare At Price', 'Compare-at price', 'Compare at price'],
  requiresShipping: ['Variant Requires Shipping', 'Requires shipping'],
  taxable: ['Variant Taxable', 'Charge tax'],
  barcode: ['Variant Barcode', 'Barcode'],
  image: ['Image Src', 'Product image URL'],
  imagePosition: ['Image Position'],
  imageAlt: ['Image Alt Text'],
  giftCard: ['Gift Card'],
  seoTitle: ['SEO Title'],
  seoDescription: ['SEO Description'],
  variantImage: ['Variant Image', 'Variant image URL'],
  status: ['Status'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Column = keyof typeof names;

const byName = new Map(
  Object.entries(names).flatMap(([column, all]) => all.map(name => [name.toLowerCase(), column as Column])),
);

/** Our columns in the order exports are written in, with their names. */
export const modelled = Object.entries(names).map(([column, [name]]) => ({ column: column as Column, name }));

/** How an export names a column. */
export const nameOf = (column: Column): string => names[column][0];

export interface Header {
  has(column: Column): boolean;
  /** The cells of one row. */
  cells(fields: readonly string[]): Cells;
}
export interface Cells {
  /** The trimmed value; empty where the column is missing. */
  get(column: Column): string;
  /** The value as it came. */
  raw(column: Column): string;
  /** What stands in columns that have no place here, by their names. */
  extra: Record<string, string>;
}

/** Reads the header. Raises `invalid_argument` for a table that is not one of products. */
export function readHeader(fields: readonly string[]): Header {
  const places = new Map<Column, number>();
  const others: { name: string; at: number }[] = [];
  for (const [at, field] of fields.entries()) {
    const name = field.replace(/^\ufeff/, '').trim();
    const column = byName.get(name.toLowerCase());
    if (column === undefined) {
      if (name !== '') others.push({ name, at });
      continue;
    }
    if (places.has(column))
      fail('invalid_argument', `The header names the column ${name} twice; remove one of them.`, {
        reason: 'bad_header',
      });
    places.set(column, at);
  }
  for (const needed of ['handle', 'title', 'price'] as const)
    if (!places.has(needed))
      fail('invalid_argument', `The header has no column ${nameOf(needed)}: is this a CSV export of products?`, {
        reason: 'bad_header',
      });
  return {
    has: column => places.has(column),
    cells: row => {
      const raw = (column: Column) => row[places.get(column) ?? -1] ?? '';
      const filled = others.filter(({ at }) => row[at] !== undefined && row[at] !== '');
      return {
        raw,
        get: column => raw(column).trim(),
        extra: Object.fromEntries(filled.map(({ name, at }) => [name, row[at]!])),
      };
    },
  };
}
