// For whom a price holds.

import { sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';

export interface Buyer {
  now: Instant;
  /** The buildings they live in. */
  buildingIds: readonly string[];
}

/** Whether a row of `prices` holds for a buyer, with its list joined as `l` where it has one. */
export const holdsFor = ({ now, buildingIds }: Buyer) => sql`(
  l.id is null or (
    l.active and (l.starts_at is null or l.starts_at <= ${now}) and (l.ends_at is null or l.ends_at > ${now})
    and (l.audience = 'public' or (l.audience = 'residents' and ${buildingIds.length > 0}::boolean)
         or l.building_id = any(${buildingIds}::uuid[]))))`;

/** The row of `price_history` that says what a variant costs now and what it cost before. Looked up for one variant at a time:
 * a join would be planned by what is known of the table, and while it was small that is to read all of a currency. */
export const currentPrice = (variantId: ReturnType<typeof sql>, currency: string) => sql`(
  select amount, prior_amount from price_history
  where variant_id = ${variantId} and currency = ${currency} and until is null limit 1)`;
