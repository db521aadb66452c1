// What the shop is asked for stands in its address: back works, and a link shows somebody else the same.

import { catalog } from '#services/catalog/contract';

const { sort } = catalog.endpoints.listProducts.input.shape;
const sorts = sort.unwrap().options;
export type Sort = (typeof sorts)[number];

export interface ShopSearch {
  q?: string;
  category?: string;
  vendor?: string;
  tag?: string;
  min?: string;
  max?: string;
  stock?: true;
  options?: string[];
  sort?: Sort;
}

const rules = catalog.endpoints.getFacets.input.shape;

/** Takes of an address what the catalogue understands; the rest is left out, not refused. */
export function shopSearch(raw: Record<string, unknown>): ShopSearch {
  const taken = <T>(rule: { safeParse: (value: unknown) => { success: boolean; data?: T } }, value: unknown) =>
    value === undefined || value === '' ? undefined : rule.safeParse(value).data;
  // The router reads digits in an address as a number.
  const amount = (value: unknown) => (typeof value === 'number' ? String(value) : value);
  const found = {
    q: taken<string | undefined>(rules.q, amount(raw.q)),
    category: taken<string | undefined>(rules.category, raw.category),
    vendor: taken<string | undefined>(rules.vendor, raw.vendor),
    tag: taken<string | undefined>(rules.tag, amount(raw.tag)),
    min: taken<string | undefined>(rules.minPrice, amount(raw.min)),
    max: taken<string | undefined>(rules.maxPrice, amount(raw.max)),
    stock: raw.stock === true ? true : undefined,
    options: taken<string[] | undefined>(rules.options, raw.options),
    sort: raw.sort === undefined ? undefined : taken<Sort>(sort, raw.sort),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as ShopSearch;
}

/** The same for the API. */
export const filtersOf = ({ min, max, stock, sort: _sort, ...rest }: ShopSearch) => ({
  currency: 'EUR',
  ...rest,
  ...(min && { minPrice: min }),
  ...(max && { maxPrice: max }),
  ...(stock && { inStock: true }),
});
