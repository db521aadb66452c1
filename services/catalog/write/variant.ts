// Variants as they are written, with their regular prices and their stock.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { CatalogCtx } from '../definition.ts';

export interface VariantDraft {
  id: string;
  productId: string;
  vendorId: string;
  position: number;
  options: readonly string[];
  sku: string | null;
  barcode: string | null;
  weightGrams: number;
  requiresShipping: boolean;
  taxCategory: string;
  tracked: boolean;
  oversell: boolean;
  lowStockAt: number;
  imageId: string | null;
  extra: Readonly<Record<string, string>>;
  /** In all locations together. */
  onHand: number;
  prices: readonly { currency: string; amount: string; compareAt: string | null }[];
}

/** Adds variants, and overwrites those that are there already. What their stock differs by is put to one location; that
 * of `stockStays` is left as it is by then. */
export async function writeVariants(
  ctx: CatalogCtx,
  tx: Tx,
  variants: readonly VariantDraft[],
  locationId: string,
  stockStays: ReadonlySet<string> = new Set(),
): Promise<void> {
  const now = ctx.now();
  const rows = json(variants.map(({ prices: _prices, ...variant }) => variant));
  await tx.run`
    insert into product_variants (id, product_id, vendor_id, position, options, sku, barcode, weight_grams,
                                  requires_shipping, tax_category, tracked, oversell, low_stock_at, image_id, extra,
                                  announced, announced_at, created_at)
    select v.id, v."productId", v."vendorId", v.position, v.options, v.sku, v.barcode, v."weightGrams",
           v."requiresShipping", v."taxCategory", v.tracked, v.oversell, v."lowStockAt", v."imageId", v.extra,
           v."onHand", ${now}, ${now}
    from json_to_recordset(${rows}::json)
      as v (id uuid, "productId" uuid, "vendorId" uuid, position int, options text[], sku text, barcode text,
            "weightGrams" int, "requiresShipping" boolean, "taxCategory" text, tracked boolean, oversell boolean,
            "lowStockAt" int, "imageId" uuid, extra jsonb, "onHand" int)
    on conflict (id) do update set
      position = excluded.position, options = excluded.options, sku = excluded.sku, barcode = excluded.barcode,
      weight_grams = excluded.weight_grams, requires_shipping = excluded.requires_shipping,
      tax_category = excluded.tax_category, tracked = excluded.tracked, oversell = excluded.oversell,
      image_id = excluded.image_id, extra = excluded.extra, version = product_variants.version + 1`;
  const stock = variants.map(({ id, onHand, tracked, oversell }) => ({
    id,
    onHand: stockStays.has(id) ? null : onHand,
    unbounded: !tracked || oversell,
  }));
  await writeStock(ctx, tx, stock, locationId);
  await writePrices(tx, variants);
}

/** More comes to where there are too few, else to the location; less is taken from where most is free. Whether it may go
 * below zero changes in the same statement, as the two must fit each other. */
async function writeStock(
  ctx: CatalogCtx,
  tx: Tx,
  stock: readonly { id: string; onHand: number | null; unbounded: boolean }[],
  locationId: string,
) {
  const rows = json(stock);
  const moved = await tx.many({ variant_id: col.uuid, location_id: col.uuid, change: col.int, on_hand: col.int })`
    with wanted as (
      select * from json_to_recordset(${rows}::json)
        as w (id uuid, "onHand" int, unbounded boolean)),
    shelf as (
      select i.variant_id, i.location_id, i.on_hand, i.held, w.unbounded, w."onHand" as target
      from inventory i join wanted w on w.id = i.variant_id order by i.variant_id, i.location_id for update of i),
    ranked as (
      select s.*, greatest(s.on_hand - s.held, 0) as free,
             coalesce(s.target - sum(s.on_hand) over whole, 0) as change,
             sum(greatest(s.on_hand - s.held, 0)) over whole as all_free,
             sum(greatest(s.on_hand - s.held, 0)) over fullest - greatest(s.on_hand - s.held, 0) as before,
             row_number() over (partition by s.variant_id
                                order by s.on_hand < s.held desc, s.location_id = ${locationId} desc, s.location_id) as nth
      from shelf s
      window whole as (partition by s.variant_id),
             fullest as (partition by s.variant_id order by s.on_hand - s.held desc, s.location_id)),
    next as (
      select r.variant_id, r.location_id, r.unbounded,
             (case when nth = 1 then greatest(change, 0) - greatest(-change - all_free, 0) else 0 end
              - greatest(0, least(free, -change - before)))::int as change
      from ranked r),
    moved as (
      update inventory i set on_hand = i.on_hand + n.change, unbounded = n.unbounded, changed = true
      from next n
      where i.variant_id = n.variant_id and i.location_id = n.location_id
        and (n.change <> 0 or i.unbounded <> n.unbounded)
      returning i.variant_id, i.location_id, i.on_hand)
    select n.variant_id, n.location_id, n.change, m.on_hand
    from next n join moved m on m.variant_id = n.variant_id and m.location_id = n.location_id where n.change <> 0`;
  if (moved.length > 0)
    await tx.run`
      insert into stock_movements (id, variant_id, location_id, change, on_hand, reason, created_at)
      select m.id, m.variant_id, m.location_id, m.change, m.on_hand, 'import', ${ctx.now()}
      from json_to_recordset(${json(moved.map(each => ({ id: ctx.id(), ...each })))}::json)
        as m (id uuid, variant_id uuid, location_id uuid, change int, on_hand int)`;
  await tx.run`
    insert into inventory (variant_id, location_id, on_hand, unbounded)
    select w.id, ${locationId}, coalesce(w."onHand", 0), w.unbounded
    from json_to_recordset(${rows}::json) as w (id uuid, "onHand" int, unbounded boolean)
    where not exists (select from inventory i where i.variant_id = w.id)
    order by w.id`;
}

/** Sets what variants regularly cost in the currencies that are named. */
export async function writePrices(tx: Tx, variants: readonly Pick<VariantDraft, 'id' | 'prices'>[]): Promise<void> {
  const rows = json(variants.flatMap(({ id, prices }) => prices.map(price => ({ id, ...price }))));
  await tx.run`
    insert into prices (variant_id, currency, amount, compare_at)
    select p.id, p.currency, p.amount, p."compareAt"
    from json_to_recordset(${rows}::json) as p (id uuid, currency text, amount int8, "compareAt" int8)
    on conflict on constraint prices_unique do update
      set amount = excluded.amount, compare_at = excluded.compare_at`;
}
