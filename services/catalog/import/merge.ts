// What a file says of a product, put over what the catalogue has of it. What the file has no column for stays, as do
// variants and pictures it does not name.

import type { Stored } from '../queries/stored.ts';
import { readDescription } from '../write/description.ts';
import type { ImageDraft, ProductDraft } from '../write/product.ts';
import type { VariantDraft } from '../write/variant.ts';
import type { ProductRows } from './product-rows.ts';
import type { VariantRow } from './rows.ts';

export interface MergeContext {
  vendorId: string;
  currency: string;
  newId(): string;
}

const sameOptions = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, at) => value === b[at]);

/** Whether the two could be one product at all: variants that only one of them has must fit the other's options. */
export const fits = ({ options, variants }: ProductRows, before: Stored): boolean =>
  options === undefined ||
  options.length === before.product.options.length ||
  before.variants.every(each => variants.some(variant => sameOptions(variant.options, each.options)));

/** The product as it is to be. */
export function mergeProduct(rows: ProductRows, before: Stored | undefined, context: MergeContext): Stored {
  const was = before?.product;
  const id = was?.id ?? context.newId();
  const images = mergeImages(rows, was?.images ?? [], context);
  const text = rows.body === undefined ? null : readDescription(rows.body);
  const product: ProductDraft = {
    id,
    vendorId: context.vendorId,
    slug: was?.slug ?? '',
    handle: rows.handle,
    title: rows.title,
    description: text?.description ?? was?.description ?? '',
    descriptionText: text?.descriptionText ?? was?.descriptionText ?? '',
    brand: orBefore(rows.brand, was?.brand ?? null),
    kind: orBefore(rows.kind, was?.kind ?? null),
    state: rows.state ?? was?.state ?? 'active',
    options: rows.options ?? was?.options ?? [],
    attributes: was?.attributes ?? {},
    giftCard: rows.giftCard ?? was?.giftCard ?? false,
    seoTitle: orBefore(rows.seoTitle, was?.seoTitle ?? null),
    seoDescription: orBefore(rows.seoDescription, was?.seoDescription ?? null),
    extra: rows.extra,
    tags: rows.tags ?? was?.tags ?? [],
    categoryIds: was?.categoryIds ?? [],
    images,
  };
  const known = before?.variants ?? [];
  const named = rows.variants.map((variant, position) =>
    mergeVariant(
      variant,
      known.find(each => sameOptions(each.options, variant.options)),
      { ...context, productId: id, position, images, counted: before?.counted ?? new Map() },
    ),
  );
  const others = known
    .filter(each => !named.some(variant => variant.id === each.id))
    .map((each, at) => ({ ...each, position: named.length + at }));
  const counted = new Map(before?.counted);
  for (const [at, { onHand }] of rows.variants.entries()) if (onHand !== undefined) counted.set(named[at]!.id, onHand);
  return { product, variants: [...named, ...others], held: before?.held ?? new Map(), counted };
}

const orBefore = <T>(value: T | undefined, before: T): T => (value === undefined ? before : value);

function mergeImages(rows: ProductRows, before: readonly ImageDraft[], { newId }: MergeContext): ImageDraft[] {
  const byUrl = new Map(before.map(image => [image.url, image]));
  const wanted = [...rows.images];
  for (const { imageUrl } of rows.variants)
    if (imageUrl && wanted.every(({ url }) => url !== imageUrl)) {
      const known = byUrl.get(imageUrl);
      wanted.push({ url: imageUrl, alt: known?.alt ?? '', extra: { ...known?.extra } });
    }
  const named = wanted.map(({ url, alt, extra }): ImageDraft => {
    const known = byUrl.get(url);
    return { id: known?.id ?? newId(), fileId: null, url, alt, extra };
  });
  return [...named, ...before.filter(({ id }) => !named.some(image => image.id === id))];
}

interface Place extends MergeContext {
  productId: string;
  position: number;
  images: readonly ImageDraft[];
  counted: ReadonlyMap<string, number>;
}

function mergeVariant(row: VariantRow, before: VariantDraft | undefined, place: Place): VariantDraft {
  const { currency, images } = place;
  const compareAt = orBefore(
    row.compareAt,
    before?.prices.find(price => price.currency === currency)?.compareAt ?? null,
  );
  const others = (before?.prices ?? []).filter(price => price.currency !== currency);
  return {
    id: before?.id ?? place.newId(),
    productId: place.productId,
    vendorId: place.vendorId,
    position: place.position,
    options: row.options,
    sku: orBefore(row.sku, before?.sku ?? null),
    barcode: orBefore(row.barcode, before?.barcode ?? null),
    weightGrams: row.weightGrams ?? before?.weightGrams ?? 0,
    requiresShipping: row.requiresShipping ?? before?.requiresShipping ?? true,
    taxCategory: taxOf(row.taxable, before?.taxCategory),
    tracked: row.tracked ?? before?.tracked ?? false,
    oversell: row.oversell ?? before?.oversell ?? false,
    lowStockAt: before?.lowStockAt ?? 3,
    imageId:
      row.imageUrl === undefined
        ? (before?.imageId ?? null)
        : (images.find(({ url }) => url !== null && url === row.imageUrl)?.id ?? null),
    extra: row.extra,
    onHand: mergeStock(row, before, place.counted),
    prices: [...others, { currency, amount: row.price, compareAt }].sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  };
}

/** A file's number is a count made at some time. It counts once: read again it would put back what was sold since. */
function mergeStock(
  { onHand, tracked }: VariantRow,
  before: VariantDraft | undefined,
  counted: ReadonlyMap<string, number>,
): number {
  if (!before) return onHand ?? 0;
  // From now on its pieces are counted, so the number means something for the first time.
  const begins = tracked === true && !before.tracked;
  const isNews = begins || counted.get(before.id) !== onHand;
  return isNews ? (onHand ?? before.onHand) : before.onHand;
}

/** The file knows only taxable or not; a category that says the same, such as a reduced rate, stays. */
function taxOf(taxable: boolean | undefined, before: string | undefined): string {
  if (taxable === undefined) return before ?? 'standard';
  if (!taxable) return 'exempt';
  return before === undefined || before === 'exempt' ? 'standard' : before;
}

/** Whether two are the same in all that is written. */
export const isSame = (a: Stored, b: Stored): boolean =>
  canonical([a.product, a.variants]) === canonical([b.product, b.variants]);

/** The order of keys says nothing. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
