// The catalogue of a vendor as a CSV file of Shopify's form: products by handle, the header first. The same catalogue
// gives the same bytes.

import { stringify } from 'csv-stringify/sync';
import { col } from '#kernel/sql/columns';
import type { CatalogCtx } from '../definition.ts';
import { decimalsOf, fromMinor } from '../domain/money.ts';
import { readStored, type Stored } from '../queries/stored.ts';
import type { VariantDraft } from '../write/variant.ts';
import { type Column, modelled } from './columns.ts';

const productsAtOnce = 200;

type Row = Partial<Record<Column, string>> & { extra: Readonly<Record<string, string>> };

/** The file in pieces. What is changed while it is read may or may not be in it. */
export async function* exportCatalogue(ctx: CatalogCtx, vendorId: string, currency: string): AsyncGenerator<string> {
  const others = await otherColumns(ctx, vendorId);
  yield stringify([[...modelled.map(({ name }) => name), ...others]]);
  for (let after = ''; ; ) {
    const products = await readStored(ctx.db, vendorId, { after, limit: productsAtOnce });
    if (products.length === 0) return;
    after = products.at(-1)!.product.handle;
    const rows = products.flatMap(product => rowsOf(product, currency));
    yield stringify(
      rows.map(({ extra, ...cells }) => [
        ...modelled.map(({ column, name }) => extra[name] ?? cells[column] ?? ''),
        ...others.map(name => extra[name] ?? ''),
      ]),
    );
  }
}

/** The names of columns that came with imports and have no place here, in the order of the alphabet. */
async function otherColumns(ctx: CatalogCtx, vendorId: string): Promise<string[]> {
  const rows = await ctx.db.many({ name: col.text })`
    select distinct name from (
      select jsonb_object_keys(extra) as name from products where vendor_id = ${vendorId}
      union all
      select jsonb_object_keys(extra) from product_variants where vendor_id = ${vendorId} and archived_at is null
      union all
      select jsonb_object_keys(i.extra) from product_images i join products p on p.id = i.product_id
      where p.vendor_id = ${vendorId}) keys`;
  const ours = new Set<string>(modelled.map(({ name }) => name));
  return rows
    .map(({ name }) => name)
    .filter(name => !ours.has(name))
    .sort();
}

function rowsOf({ product, variants }: Stored, currency: string): Row[] {
  // A picture that was uploaded here has no lasting address that another catalogue could take it from.
  const images = product.images.filter(({ url }) => url !== null);
  const decimals = decimalsOf(currency);
  const sold = variants.filter(({ prices }) => prices.some(price => price.currency === currency));
  return Array.from({ length: Math.max(1, sold.length, images.length) }, (_, nth): Row => {
    const [variant, image] = [sold[nth], images[nth]];
    return {
      handle: product.handle,
      ...(nth === 0 && productCells(product, sold[0])),
      ...(variant && variantCells(product, variant, currency, decimals)),
      ...(image && { image: image.url!, imagePosition: String(nth + 1), imageAlt: image.alt }),
      extra: { ...(nth === 0 && product.extra), ...(variant ? variant.extra : nth > 0 && image?.extra) },
    };
  });
}

const bool = (value: boolean): string => (value ? 'true' : 'false');

function productCells(product: Stored['product'], first: VariantDraft | undefined): Partial<Row> {
  const [option1Name, option2Name, option3Name] = product.options.length > 0 ? product.options : ['Title'];
  return {
    title: product.title,
    body: product.description,
    brand: product.brand ?? '',
    kind: product.kind ?? '',
    tags: product.tags.join(', '),
    published: bool(product.state === 'active'),
    status: product.state,
    option1Name: first ? (option1Name ?? '') : '',
    option2Name: option2Name ?? '',
    option3Name: option3Name ?? '',
    giftCard: bool(product.giftCard),
    seoTitle: product.seoTitle ?? '',
    seoDescription: product.seoDescription ?? '',
  };
}

function variantCells(
  { options: names, images }: Stored['product'],
  variant: VariantDraft,
  currency: string,
  decimals: number,
): Partial<Row> {
  const [option1, option2, option3] = names.length > 0 ? variant.options : ['Default Title'];
  const { amount, compareAt } = variant.prices.find(price => price.currency === currency)!;
  return {
    option1: option1 ?? '',
    option2: option2 ?? '',
    option3: option3 ?? '',
    sku: variant.sku ?? '',
    grams: String(variant.weightGrams),
    tracker: variant.tracked ? 'shopify' : '',
    quantity: String(variant.onHand),
    policy: variant.oversell ? 'continue' : 'deny',
    price: fromMinor(amount, decimals),
    compareAt: compareAt === null ? '' : fromMinor(compareAt, decimals),
    requiresShipping: bool(variant.requiresShipping),
    taxable: bool(variant.taxCategory !== 'exempt'),
    barcode: variant.barcode ?? '',
    variantImage: images.find(({ id }) => id === variant.imageId)?.url ?? '',
  };
}

/** The name of the file. */
export const exportName = (vendorSlug: string): string => `${vendorSlug}-products.csv`;

/** The whole file. */
export async function exportText(ctx: CatalogCtx, vendorId: string, currency: string): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of exportCatalogue(ctx, vendorId, currency)) pieces.push(piece);
  return pieces.join('');
}
