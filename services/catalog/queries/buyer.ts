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
