// Holds that run out.

import { col } from '#kernel/sql/columns';
import type { CatalogCtx } from '../definition.ts';

const perTurn = 100;

/** Frees what expired holds keep, the oldest first; gives how many holds that were, at most a hundred. A hold that is
 * being confirmed or released right now is left to whoever does. */
export async function releaseExpired(ctx: CatalogCtx): Promise<number> {
  const { freed } = await ctx.db.one({ freed: col.int })`
    with due as (
      select id from stock_holds where state = 'held' and expires_at <= ${ctx.now()}
      order by expires_at, id limit ${perTurn} for update skip locked),
    freed as (
      update stock_holds h set state = 'released', decided_at = ${ctx.now()}
      from due where h.id = due.id and h.state = 'held' returning h.id),
    items as (
      select x.variant_id, x.location_id, sum(x.quantity)::int as quantity
      from stock_hold_items x join freed on freed.id = x.hold_id group by x.variant_id, x.location_id),
    shelf as (
      select i.variant_id, i.location_id, items.quantity from inventory i
      join items on items.variant_id = i.variant_id and items.location_id = i.location_id
      order by i.variant_id, i.location_id for update of i),
    back as (
      update inventory i set held = i.held - s.quantity, changed = true
      from shelf s where s.variant_id = i.variant_id and s.location_id = i.location_id returning 1)
    select count(*)::int as freed from freed`;
  return freed;
}

export const mayBeMore = (freed: number): boolean => freed === perTurn;
