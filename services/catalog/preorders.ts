// What becomes of preorders by itself: pieces that come in go to those who wait, the first first; who waits is told of
// another day, or that it has passed; and what can be preordered no more is listed as sold out.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { CatalogCtx } from './definition.ts';
import { dayOf } from './domain/stock.ts';
import { preorderMoved, preorderServed } from './events.ts';
import { lockPreorders } from './queries/preorders.ts';
import { relist } from './write/refresh.ts';

const perTurn = 100;

/** Whether anybody waits, or a day has come: asked first, since mostly neither is so. */
export const hasPreorders = async (ctx: CatalogCtx): Promise<boolean> =>
  (
    await ctx.db.one({ some: col.bool })`
    select exists (
      select from preorders where waiting > 0 or (not ended and ships_from <= ${dayOf(ctx.now())}::date)) as some`
  ).some;

/** Serves the variants that have both stock and a queue, each in a transaction of its own; true if there may be more. */
export async function servePreorders(ctx: CatalogCtx): Promise<boolean> {
  const due = await ctx.db.many({ variant_id: col.uuid })`
    select q.variant_id from preorders q
    where q.waiting > 0
      and 0 < (select sum(i.on_hand - i.held) from inventory i where i.variant_id = q.variant_id)
      and exists (
        select from preorder_items x join stock_holds h on h.id = x.hold_id
        where x.variant_id = q.variant_id and x.open > 0 and h.state = 'confirmed')
    order by q.variant_id limit ${perTurn}`;
  for (const { variant_id } of due) await ctx.db.transaction(tx => serve(ctx, tx, variant_id));
  return due.length > 0;
}

interface Shelf {
  location_id: string;
  free: number;
}

interface Served {
  holdId: string;
  locationId: string;
  quantity: number;
}

async function serve(ctx: CatalogCtx, tx: Tx, variantId: string): Promise<void> {
  await lockPreorders(ctx, tx, [variantId]);
  const shelves = await tx.many({ location_id: col.uuid, free: col.int })`
    select location_id, on_hand - held as free from inventory
    where variant_id = ${variantId} order by location_id for update`;
  const queue = await tx.many({ hold_id: col.uuid, order_id: col.uuid, open: col.int })`
    select x.hold_id, h.order_id, x.open from preorder_items x join stock_holds h on h.id = x.hold_id
    where x.variant_id = ${variantId} and x.open > 0 and h.state = 'confirmed'
    order by h.created_at, h.id limit ${perTurn} for update of x`;
  const served = queue.flatMap(({ hold_id, open }) => takeFrom(shelves, hold_id, open));
  if (served.length === 0) return;
  await write(tx, variantId, served);
  const { product_id: productId, vendor_id: vendorId } = await tx.one({ product_id: col.uuid, vendor_id: col.uuid })`
    select product_id, vendor_id from product_variants where id = ${variantId}`;
  for (const { hold_id, order_id: orderId, open } of queue) {
    const pieces = served.reduce((sum, each) => sum + (each.holdId === hold_id ? each.quantity : 0), 0);
    if (pieces === open) await ctx.publish(tx, preorderServed, { productId, vendorId, variantId, orderId });
  }
  tx.afterCommit(() => ctx.wake('announce'));
}

/** Takes up to so many pieces from what is free, which then is less. */
function takeFrom(shelves: Shelf[], holdId: string, wanted: number): Served[] {
  let open = wanted;
  return shelves.flatMap(shelf => {
    const quantity = Math.min(open, Math.max(0, shelf.free));
    open -= quantity;
    shelf.free -= quantity;
    return quantity > 0 ? [{ holdId, locationId: shelf.location_id, quantity }] : [];
  });
}

/** From now on they are pieces that were sold from a shelf, as any others. */
async function write(tx: Tx, variantId: string, served: readonly Served[]): Promise<void> {
  await tx.run`
    with served as (
      select * from unnest(${served.map(each => each.holdId)}::uuid[], ${served.map(each => each.locationId)}::uuid[],
                           ${served.map(each => each.quantity)}::int[]) as s (hold_id, location_id, quantity)),
    sold as (
      insert into stock_hold_items as known (hold_id, variant_id, location_id, quantity)
      select hold_id, ${variantId}::uuid, location_id, quantity from served
      on conflict (hold_id, variant_id, location_id) do update set quantity = known.quantity + excluded.quantity),
    off as (
      update preorder_items x set open = x.open - s.quantity
      from (select hold_id, sum(quantity)::int as quantity from served group by hold_id) s
      where x.hold_id = s.hold_id and x.variant_id = ${variantId}),
    left_over as (
      update preorders set waiting = waiting - (select sum(quantity)::int from served) where variant_id = ${variantId})
    update inventory i set on_hand = i.on_hand - s.quantity, changed = true
    from (select location_id, sum(quantity)::int as quantity from served group by location_id) s
    where i.variant_id = ${variantId} and i.location_id = s.location_id`;
}

/** Tells those who wait, once of each day; true if there may be more. */
export const tellPreorders = (ctx: CatalogCtx): Promise<boolean> =>
  ctx.db.transaction(async tx => {
    const today = dayOf(ctx.now());
    const due = await tx.many({
      hold_id: col.uuid,
      order_id: col.uuid,
      variant_id: col.uuid,
      product_id: col.uuid,
      vendor_id: col.uuid,
      title: col.text,
      promised: col.date,
      moved_to: col.date.orNull,
    })`
      select x.hold_id, h.order_id, x.variant_id, v.product_id, v.vendor_id, p.title, x.promised,
             case when q.ships_from > ${today}::date and q.ships_from <> x.told then q.ships_from end as moved_to
      from preorder_items x join stock_holds h on h.id = x.hold_id
      join preorders q on q.variant_id = x.variant_id
      join product_variants v on v.id = x.variant_id join products p on p.id = v.product_id
      where x.open > 0 and h.state = 'confirmed'
        and ((q.ships_from > ${today}::date and q.ships_from <> x.told)
             or (x.told <= ${today}::date and not x.late))
      order by x.variant_id, x.hold_id limit ${perTurn} for update of x skip locked`;
    if (due.length === 0) return false;
    for (const { order_id: orderId, variant_id: variantId, ...each } of due)
      await ctx.publish(tx, preorderMoved, {
        ...{ orderId, variantId, productId: each.product_id, vendorId: each.vendor_id, title: each.title },
        promised: each.promised,
        shipsFrom: each.moved_to,
      });
    await tx.run`
      update preorder_items x set told = coalesce(d.day, x.told), late = d.day is null
      from unnest(${due.map(each => each.hold_id)}::uuid[], ${due.map(each => each.variant_id)}::uuid[],
                  ${due.map(each => each.moved_to)}::date[]) as d (hold_id, variant_id, day)
      where x.hold_id = d.hold_id and x.variant_id = d.variant_id`;
    return due.length === perTurn;
  });

/** Has the listings know of days that have come; true if there may be more. */
export const endPreorders = (ctx: CatalogCtx): Promise<boolean> =>
  ctx.db.transaction(async tx => {
    const today = dayOf(ctx.now());
    const ended = await tx.many({ variant_id: col.uuid, product_id: col.uuid })`
      select q.variant_id, v.product_id from preorders q join product_variants v on v.id = q.variant_id
      where not q.ended and q.ships_from <= ${today}::date order by q.variant_id limit ${perTurn}`;
    if (ended.length === 0) return false;
    await relist(ctx, tx, [...new Set(ended.map(({ product_id }) => product_id))]);
    await tx.run`
      update preorders set ended = true
      where variant_id = any(${ended.map(({ variant_id }) => variant_id)}::uuid[]) and ships_from <= ${today}::date`;
    return ended.length === perTurn;
  });
