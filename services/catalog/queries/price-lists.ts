// Price lists of a vendor.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import { checkVersion } from './own.ts';

export const priceListRow = row({
  id: col.uuid,
  vendor_id: col.uuid,
  name: col.text,
  audience: col.text,
  building_id: col.uuid.orNull,
  starts_at: col.instant.orNull,
  ends_at: col.instant.orNull,
  active: col.bool,
  created_at: col.instant,
  version: col.int,
});

export const showPriceList = (found: RowOf<typeof priceListRow>) => ({
  id: found.id,
  vendorId: found.vendor_id,
  name: found.name,
  audience: found.audience as 'public' | 'residents' | 'building',
  buildingId: found.building_id,
  startsAt: found.starts_at,
  endsAt: found.ends_at,
  active: found.active,
  createdAt: found.created_at,
  version: found.version,
});

/** A price list that the caller may change, locked. */
export async function lockPriceList(tx: Tx, call: Call, priceListId: string, expectedVersion?: number) {
  const found = await tx.maybe(priceListRow)`
    select ${priceListRow} from price_lists where id = ${priceListId} for update`;
  call.require(found !== null && call.can('vendor', { vendor: found.vendor_id }), 'no such price list');
  checkVersion(found!.version, expectedVersion);
  return found!;
}

/** The products a list has prices of. */
export async function productsOfList(tx: Tx, priceListId: string): Promise<string[]> {
  const rows = await tx.many({ product_id: col.uuid })`
    select distinct v.product_id from prices a join product_variants v on v.id = a.variant_id
    where a.price_list_id = ${priceListId} order by v.product_id`;
  return rows.map(({ product_id }) => product_id);
}

/** Raises `invalid_argument` for a list that would end before it starts. */
export function checkWindow(startsAt: Instant | null, endsAt: Instant | null): void {
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt)
    fail('invalid_argument', 'endsAt: must be later than startsAt.');
}
