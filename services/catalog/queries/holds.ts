// How holds end without a sale.

import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { CatalogCtx } from '../definition.ts';
import { giveUpPreorders, lockPreordersOf } from './preorders.ts';

const attempts = 5;

/** Frees what a hold keeps or has sold, and leaves a mark where it was never made. */
export async function releaseHold(ctx: CatalogCtx, holdId: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    // Not settled is one that was being made at this moment: it is there when asked again.
    const { settled, preordered } = await release(ctx, ctx.db, holdId, false);
    if (preordered) return releasePreordered(ctx, holdId, ['held', 'confirmed']);
    if (settled) return;
  }
  fail('conflict', 'The hold is being made right now; try again.');
}

/** What was preordered may become pieces of a shelf meanwhile, so that it is given up before it is looked for there. */
const releasePreordered = (ctx: CatalogCtx, holdId: string, states: readonly string[]): Promise<void> =>
  ctx.db.transaction(async tx => {
    await lockPreordersOf(ctx, tx, holdId);
    const found = await tx.run`
      select from stock_holds where id = ${holdId} and state = any(${states}::text[]) for no key update`;
    if (found === 0) return;
    await giveUpPreorders(tx, holdId, null);
    await release(ctx, tx, holdId, true);
  });

const release = (ctx: CatalogCtx, db: Queries, holdId: string, withPreorders: boolean) => {
  const now = ctx.now();
  return db.one({ settled: col.bool, preordered: col.bool })`
    with before as (
      select id, state, state <> 'released' and not ${withPreorders} and exists (
               select from preorder_items x where x.hold_id = h.id) as preordered
      from stock_holds h where id = ${holdId} for update),
    freed as (
      update stock_holds h set state = 'released', decided_at = ${now}
      from before b where h.id = b.id and b.state <> 'released' and not b.preordered returning h.id, b.state as was),
    tombstone as (
      insert into stock_holds (id, state, created_at, decided_at)
      select ${holdId}, 'released', ${now}, ${now} where not exists (select from before)
      on conflict do nothing returning id),
    items as (
      select x.variant_id, x.location_id, x.quantity, x.returned, f.was
      from stock_hold_items x join freed f on f.id = x.hold_id for update of x),
    shelf as (
      select i.variant_id, i.location_id, x.quantity, x.returned, x.was from inventory i
      join items x on x.variant_id = i.variant_id and x.location_id = i.location_id
      order by i.variant_id, i.location_id for update of i),
    back as (
      update inventory i
      set held = i.held - case s.was when 'held' then s.quantity else 0 end,
          on_hand = i.on_hand + case s.was when 'confirmed' then s.quantity - s.returned else 0 end,
          changed = true
      from shelf s where s.variant_id = i.variant_id and s.location_id = i.location_id returning 1)
    select exists (select from before) or exists (select from tombstone) as settled,
           coalesce((select preordered from before), false) as preordered`;
};

const perTurn = 100;

/** Frees what expired holds keep, the oldest first; gives how many holds that were, at most a hundred of a kind. A hold that is
 * being confirmed or released right now is left to whoever does. */
export async function releaseExpired(ctx: CatalogCtx): Promise<number> {
  const { freed } = await ctx.db.one({ freed: col.int })`
    with due as (
      select id from stock_holds h where state = 'held' and expires_at <= ${ctx.now()}
        and not exists (select from preorder_items x where x.hold_id = h.id)
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
  const preordered = await ctx.db.many({ id: col.uuid })`
    select id from stock_holds h where state = 'held' and expires_at <= ${ctx.now()}
      and exists (select from preorder_items x where x.hold_id = h.id)
    order by expires_at, id limit ${perTurn}`;
  for (const { id } of preordered) await releasePreordered(ctx, id, ['held']);
  return Math.max(freed, preordered.length);
}

export const mayBeMore = (freed: number): boolean => freed === perTurn;
