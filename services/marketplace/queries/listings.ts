// What is offered, as rows.

import type { z } from 'zod';
import { col, type RowOf } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { type Fragment, nothing, sql } from '#kernel/sql/tag';
import type { Listing } from '../contract/wire.ts';
import type { Category } from '../domain/categories.ts';

const shape = {
  id: col.uuid,
  provider_id: col.uuid,
  provider: col.text,
  category: col.any<Category>(),
  title: col.text,
  description: col.text,
  price_from: col.bigint,
  price_to: col.bigint,
  currency: col.text,
  unit: col.any<'hour' | 'visit' | 'fixed'>(),
  building_ids: col.uuids,
  warranty_days: col.int,
  free_cancel_hours: col.int,
  late_cancel_percent: col.int,
  state: col.any<'active' | 'paused'>(),
  created_at: col.instant,
  version: col.int,
};
export type ListingRow = RowOf<typeof shape>;

export const toListing = (found: ListingRow): z.output<typeof Listing> => ({
  id: found.id,
  providerId: found.provider_id,
  provider: found.provider,
  category: found.category,
  title: found.title,
  description: found.description,
  priceFrom: { amount: String(found.price_from), currency: found.currency },
  priceTo: { amount: String(found.price_to), currency: found.currency },
  unit: found.unit,
  buildingIds: found.building_ids,
  warrantyDays: found.warranty_days,
  freeCancelHours: found.free_cancel_hours,
  lateCancelPercent: found.late_cancel_percent,
  state: found.state,
  version: found.version,
});

/** Listings that meet a condition, the latest first. */
export const listingsWhere = (db: Queries, condition: Fragment, limit: number | null = null): Promise<ListingRow[]> =>
  db.many(shape)`
    select l.id, l.provider_id, p.name as provider, l.category, l.title, l.description, l.price_from, l.price_to,
           l.currency, l.unit, array(select a.building_id from listing_areas a where a.listing_id = l.id order by 1)
             as building_ids,
           l.warranty_days, l.free_cancel_hours, l.late_cancel_percent, l.state, l.created_at, l.version
    from listings l join providers p on p.id = l.provider_id
    where ${condition}
    order by l.created_at desc, l.id desc ${limit === null ? nothing : sql`limit ${limit}`}`;

export const listingOf = async (db: Queries, listingId: string): Promise<ListingRow | null> =>
  (await listingsWhere(db, sql`l.id = ${listingId}`))[0] ?? null;

/** Of a listing `l` of provider `p`: whether residents of a building may ask for it. As `mayServe` of the rules. */
export const offeredIn = (buildingId: string): Fragment => sql`
  l.state = 'active' and p.owner_id is not null
  and exists (select from listing_areas a where a.listing_id = l.id and a.building_id = ${buildingId})
  and (select case s.standing
              when 'blocked' then false when 'approved' then p.state in ('verified', 'submitted')
              else p.state = 'verified' end
       from (select 1) one
       left join provider_standings s on s.provider_id = p.id and s.building_id = ${buildingId})`;

/** Says where a listing is offered. */
export async function setAreas(tx: Tx, listingId: string, buildingIds: readonly string[]): Promise<void> {
  await tx.run`delete from listing_areas where listing_id = ${listingId}`;
  await tx.run`
    insert into listing_areas (listing_id, building_id)
    select distinct ${listingId}::uuid, b from unnest(${buildingIds}::uuid[]) as b`;
}
