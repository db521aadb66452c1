// How the lists of the shop are filtered and shown.

import type { z } from 'zod';
import { join, nothing, sql } from '#kernel/sql/tag';
import type { ProductSummary } from '../contract/wire.ts';

type Summary = z.output<typeof ProductSummary>;

/** A product's row of `product_listings`, as write/refresh.ts makes it. */
export type Card = Omit<Summary, 'imageUrl'> & { url: string | null; fileId: string | null };

export interface Filters {
  currency: string;
  q?: string | undefined;
  category?: string | undefined;
  tag?: string | undefined;
  vendor?: string | undefined;
  minPrice?: string | undefined;
  maxPrice?: string | undefined;
  inStock?: boolean | undefined;
  options?: string[] | undefined;
}

/** What a search joins to the listings, as `p` and `s`: words of the language and, for names and numbers, plain ones. */
export const searched = (q: string | undefined) =>
  q === undefined
    ? nothing
    : sql`
      join products p on p.id = l.product_id
      cross join (select websearch_to_tsquery('english', ${q}) || websearch_to_tsquery('simple', ${q}) as query) s`;

/** The condition on the listings `l`. */
export const filtered = (filters: Filters) => {
  const { q, category, tag, vendor, minPrice, maxPrice, inStock, options = [] } = filters;
  return join(
    [
      sql`l.currency = ${filters.currency}`,
      ...(q === undefined ? [] : [sql`p.search @@ s.query`]),
      ...(category === undefined
        ? []
        : [sql`l.category_ids @> array[(select id from categories where slug = ${category})]`]),
      ...(tag === undefined ? [] : [sql`l.tags @> array[${tag}::text]`]),
      ...(vendor === undefined ? [] : [sql`l.vendor_id = (select id from vendors where slug = ${vendor})`]),
      ...(minPrice === undefined ? [] : [sql`l.price_to >= ${minPrice}::int8`]),
      ...(maxPrice === undefined ? [] : [sql`l.price_from <= ${maxPrice}::int8`]),
      ...(inStock === undefined ? [] : [sql`l.in_stock = ${inStock}`]),
      ...(options.length === 0 ? [] : [sql`l.options @> ${options}::text[]`]),
    ],
    ' and ',
  );
};

type Links = (picture: { url: string | null; file_id: string | null }) => { url: string | null };

/** A card on the wire. */
export function showCard({ url, fileId, ...card }: Card, links: Links): Summary {
  return { ...card, imageUrl: links({ url, file_id: fileId }).url };
}
