// The shop under measurement: a thousand products of three variants each, as a shop system would export them.

import { stringify } from 'csv-stringify/sync';

const productCount = 1_000;
const types = ['Lamps', 'Chairs', 'Tables', 'Shelves', 'Rugs', 'Plants', 'Kitchen', 'Garden', 'Books', 'Games'];
const colours = ['Red', 'Green', 'Blue'];

export interface ShopProduct {
  handle: string;
  title: string;
  type: string;
  tags: string[];
  description: string;
  /** Minor units, of each variant. */
  prices: number[];
}

/** The products, the same ones every time. */
export const shopProducts = (): ShopProduct[] =>
  Array.from({ length: productCount }, (_, index) => {
    const type = types[index % types.length]!;
    return {
      handle: `bench-${type.toLowerCase()}-${index}`,
      title: `${type} number ${index}`,
      type,
      tags: [`tag-${index % 25}`, index % 2 === 0 ? 'even' : 'odd'],
      description: `<p>${'A thing for the home, made to last, in three colours. '.repeat(4)}</p>`,
      prices: colours.map((_colour, variant) => 500 + ((index * 37) % 9_000) + variant * 100),
    };
  });

/** The same as a product CSV in Shopify's form. */
export const shopCsv = (): string =>
  stringify(
    shopProducts().flatMap(({ handle, title, type, tags, description, prices }) =>
      prices.map((price, variant) => ({
        Handle: handle,
        Title: variant === 0 ? title : '',
        'Body (HTML)': variant === 0 ? description : '',
        Vendor: variant === 0 ? 'Bench' : '',
        Type: variant === 0 ? type : '',
        Tags: variant === 0 ? tags.join(', ') : '',
        Published: variant === 0 ? 'true' : '',
        'Option1 Name': variant === 0 ? 'Colour' : '',
        'Option1 Value': colours[variant],
        'Variant SKU': `${handle}-${variant}`,
        'Variant Grams': '800',
        'Variant Inventory Tracker': 'shopify',
        'Variant Inventory Qty': '1000000',
        'Variant Inventory Policy': 'deny',
        'Variant Fulfillment Service': 'manual',
        'Variant Price': (price / 100).toFixed(2),
        'Variant Requires Shipping': 'true',
        'Variant Taxable': 'true',
        'Image Src': variant === 0 ? `https://images.example/${handle}.jpg` : '',
        'Image Position': variant === 0 ? '1' : '',
      })),
    ),
    { header: true },
  );
