// Variants and how many of each, as a part of a statement.

import { join, sql } from '#kernel/sql/tag';

export interface WantedVariant {
  variantId: string;
  quantity: number;
}

/** Each variant once, with the sum of what is wanted of it. */
export function summed(items: readonly WantedVariant[]): WantedVariant[] {
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of items) quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  return [...quantities].map(([variantId, quantity]) => ({ variantId, quantity }));
}

/** Rows `(variant_id, quantity, nth)` to stand behind `values`. As rows rather than arrays, filled up to a power of two:
 * PostgreSQL then expects of the statement what it gets, and keeps one plan for it. Of arrays it expects ten rows and
 * plans anew each time, which took 0.8 ms of 0.9 for offers, and half a millisecond for a hold. */
export function wantedRows(items: readonly WantedVariant[]) {
  const count = 2 ** Math.ceil(Math.log2(Math.max(1, items.length)));
  return join(
    Array.from({ length: count }, (_, nth) => {
      const { variantId = null, quantity = null } = items[nth] ?? {};
      return sql`(${variantId}::uuid, ${quantity}::int, ${nth}::int)`;
    }),
  );
}
