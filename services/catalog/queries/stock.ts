// Stock as its vendor sees and changes it.

import type { z } from 'zod';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { StockReason } from '../contract/wire.ts';
import type { CatalogCtx } from '../definition.ts';
import { variantTitle } from '../domain/naming.ts';

export const stockRow = {
  variant_id: col.uuid,
  product_id: col.uuid,
  product_title: col.text,
  options: col.texts,
  sku: col.text.orNull,
  location_id: col.uuid,
  on_hand: col.int,
  held: col.int,
  low_stock_at: col.int,
};

export const showStock = (found: RowOf<typeof stockRow>) => ({
  variantId: found.variant_id,
  productId: found.product_id,
  productTitle: found.product_title,
  variantTitle: variantTitle(found.options),
  sku: found.sku,
  locationId: found.location_id,
  onHand: found.on_hand,
  held: found.held,
  available: found.on_hand - found.held,
  lowStockAt: found.low_stock_at,
});

export const locationRow = row({ id: col.uuid, vendor_id: col.uuid, name: col.text, created_at: col.instant });

export const showLocation = (found: RowOf<typeof locationRow>) => ({
  id: found.id,
  vendorId: found.vendor_id,
  name: found.name,
  createdAt: found.created_at,
});

/** The row of a variant at a location, made if it is the first piece there, locked. */
export async function lockStock(tx: Tx, variantId: string, locationId: string): Promise<{ on_hand: number }> {
  await tx.run`
    insert into inventory (variant_id, location_id, on_hand, unbounded)
    select id, ${locationId}, 0, not tracked or oversell from product_variants where id = ${variantId}
    on conflict do nothing`;
  return tx.one({ on_hand: col.int })`
    select on_hand from inventory where variant_id = ${variantId} and location_id = ${locationId} for update`;
}

interface Movement {
  variantId: string;
  locationId: string;
  reason: z.output<typeof StockReason>;
  note: string | null;
  userId: string | null;
}

/** Changes the stock that `lockStock` has locked, and notes who did and why. */
export async function moveStock(ctx: CatalogCtx, tx: Tx, movement: Movement, change: number) {
  const { variantId, locationId, reason, note, userId } = movement;
  if (change !== 0) {
    const { on_hand: onHand } = await tx.one({ on_hand: col.int })`
      update inventory set on_hand = on_hand + ${change}, changed = true
      where variant_id = ${variantId} and location_id = ${locationId} returning on_hand`;
    await tx.run`
      insert into stock_movements (id, variant_id, location_id, change, on_hand, reason, note, user_id, created_at)
      values (${ctx.id()}, ${variantId}, ${locationId}, ${change}, ${onHand}, ${reason}, ${note}, ${userId},
              ${ctx.now()})`;
    tx.afterCommit(() => {
      ctx.wake('announce');
      ctx.wake('preorders');
    });
  }
  const found = await tx.one(stockRow)`
    select i.variant_id, v.product_id, p.title as product_title, v.options, v.sku, i.location_id, i.on_hand, i.held,
           v.low_stock_at
    from inventory i join product_variants v on v.id = i.variant_id join products p on p.id = v.product_id
    where i.variant_id = ${variantId} and i.location_id = ${locationId}`;
  return showStock(found);
}
