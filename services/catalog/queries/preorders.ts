// What is sold before it is there: who waits for how many pieces, and what becomes theirs once there is stock. The row of
// `preorders` is locked before the stock of its variant everywhere.

import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { CatalogCtx } from '../definition.ts';
import { dayOf, type Preorder } from '../domain/stock.ts';

/** The columns of a preorder `q` that say whether and for how many pieces more it is open, as `asPreorder` reads them. */
export interface PreorderColumns {
  ships_from: string | null;
  most: number | null;
  taken: number | null;
}

export const preorderColumns = { ships_from: col.date.orNull, most: col.int.orNull, taken: col.int.orNull };

/** The preorder of a variant on a day; null where it has none, or not any more. */
export const asPreorder = ({ ships_from, most, taken }: PreorderColumns, now: string): Preorder | null =>
  ships_from === null || ships_from <= dayOf(now)
    ? null
    : { shipsFrom: ships_from, left: most === null ? null : Math.max(0, most - (taken ?? 0)) };

export interface PreorderItem {
  variantId: string;
  quantity: number;
  /** The day that is promised. */
  shipsFrom: string;
}

interface Shortage {
  variantId: string;
  wanted: number;
  available: number;
}

/** Locks the preorders of variants, and gives those of the items that cannot be had as promised. */
export async function lockPreorders(
  ctx: CatalogCtx,
  tx: Tx,
  variantIds: readonly string[],
  items: readonly PreorderItem[] = [],
): Promise<Shortage[]> {
  const rows = await tx.many({ variant_id: col.uuid, ...preorderColumns })`
    select variant_id, ships_from, most, taken from preorders
    where variant_id = any(${variantIds}::uuid[]) order by variant_id for update`;
  return items.flatMap(({ variantId, quantity, shipsFrom }) => {
    const found = rows.find(row => row.variant_id === variantId);
    const open = found ? asPreorder(found, ctx.now()) : null;
    const left = open?.shipsFrom === shipsFrom ? (open.left ?? quantity) : 0;
    return left < quantity ? [{ variantId, wanted: quantity, available: left }] : [];
  });
}

/** Keeps preordered pieces for a hold that was just made. `preorders_limit` stands behind what was looked at before. */
export const takePreorders = (tx: Tx, holdId: string, items: readonly PreorderItem[]): Promise<number> =>
  tx.run`
    with wanted as (
      select * from jsonb_to_recordset(${json(items)}::jsonb) as w ("variantId" uuid, quantity int, "shipsFrom" date)),
    kept as (
      insert into preorder_items (hold_id, variant_id, quantity, open, promised, told)
      select ${holdId}, "variantId", quantity, quantity, "shipsFrom", "shipsFrom" from wanted),
    taken as (
      update preorders p set taken = p.taken + w.quantity, waiting = p.waiting + w.quantity
      from wanted w where p.variant_id = w."variantId")
    update inventory i set changed = true from wanted w where i.variant_id = w."variantId"`;

/** The variants of which a hold has preordered pieces; their preorders are locked. */
export async function lockPreordersOf(ctx: CatalogCtx, tx: Tx, holdId: string): Promise<string[]> {
  const rows = await tx.many({ variant_id: col.uuid })`
    select variant_id from preorder_items where hold_id = ${holdId} order by variant_id`;
  const variantIds = rows.map(({ variant_id }) => variant_id);
  await lockPreorders(ctx, tx, variantIds);
  return variantIds;
}

/** Gives up preordered pieces that are not served yet: all of a hold, or at most so many of each variant. Gives how many
 * were given up of which. */
export async function giveUpPreorders(
  tx: Tx,
  holdId: string,
  items: readonly { variantId: string; quantity: number }[] | null,
): Promise<Map<string, number>> {
  const rows = await tx.many({ variant_id: col.uuid, quantity: col.int })`
    with wanted as (
      select * from jsonb_to_recordset(${json(items ?? [])}::jsonb) as w ("variantId" uuid, quantity int)),
    giving as (
      select x.variant_id, least(x.open, case when ${items === null} then x.open else w.quantity end) as quantity
      from preorder_items x left join wanted w on w."variantId" = x.variant_id
      where x.hold_id = ${holdId} and x.open > 0 and (${items === null} or w.quantity > 0) for update of x),
    given as (
      update preorder_items x set open = x.open - g.quantity from giving g
      where x.hold_id = ${holdId} and x.variant_id = g.variant_id),
    freed as (
      update preorders p set taken = greatest(0, p.taken - g.quantity), waiting = p.waiting - g.quantity
      from giving g where p.variant_id = g.variant_id),
    marked as (update inventory i set changed = true from giving g where i.variant_id = g.variant_id)
    select variant_id, quantity from giving`;
  return new Map(rows.map(({ variant_id, quantity }) => [variant_id, quantity]));
}

/** Whether a hold has preordered pieces. */
export const isPreordered = async (db: Queries, holdId: string): Promise<boolean> =>
  (
    await db.one({ found: col.bool })`
    select exists (select from preorder_items where hold_id = ${holdId}) as found`
  ).found;
