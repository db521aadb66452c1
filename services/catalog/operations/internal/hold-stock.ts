import { CodedError, fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import { type CatalogCtx, catalogService } from '../../definition.ts';
import { releaseExpired } from '../../queries/holds.ts';
import { lockPreorders, type PreorderItem, takePreorders } from '../../queries/preorders.ts';
import { queriesToHold } from '../../queries/together.ts';
import { summed, wantedRows } from '../../queries/wanted.ts';

interface Wanted {
  holdId: string;
  orderId: string;
  items: { variantId: string; quantity: number; shipsFrom: string | null }[];
  expiresAt: Instant;
}
interface Shortage {
  variantId: string;
  wanted: number;
  available: number;
}

export const holdStock = catalogService.operation('holdStock', async (ctx, input) => {
  let tried = await tryHold(ctx, input);
  // What others let expire is free the moment somebody needs it.
  if (tried.short.length > 0 && (await releaseExpired(ctx)) > 0) tried = await tryHold(ctx, input);
  if (tried.short.length > 0)
    fail('conflict', 'There are not enough pieces of something in the order.', {
      reason: 'out_of_stock',
      details: { items: tried.short },
    });
  if (tried.state === 'released') fail('failed_precondition', 'This hold is over.', { reason: 'hold_released' });
  return { holdId: input.holdId, state: tried.state };
});

/** Holds everything or nothing. Of two requests with one id that run at once, the later is undone by the key of the
 * first and looks again. */
async function tryHold(ctx: CatalogCtx, wanted: Wanted) {
  try {
    return await holdAll(ctx, wanted);
  } catch (error) {
    if (error instanceof CodedError && error.code === 'already_exists') return holdAll(ctx, wanted);
    throw error;
  }
}

/** What is there is held by one statement; where something is preordered, that one and what keeps the preordered pieces are
 * one transaction. */
async function holdAll(ctx: CatalogCtx, wanted: Wanted): Promise<Held> {
  const preordered = wanted.items.filter((item): item is PreorderItem => item.shipsFrom !== null);
  if (preordered.length === 0) return hold(ctx, queriesToHold(ctx, wanted), wanted);
  return ctx.db.transaction(async tx => {
    const variantIds = wanted.items.map(({ variantId }) => variantId);
    const short = await lockPreorders(ctx, tx, variantIds, preordered);
    const known = await tx.maybe({ id: col.uuid })`select id from stock_holds where id = ${wanted.holdId}`;
    if (!known && short.length > 0) return { isNew: false, state: 'held' as const, short };
    const held = await hold(ctx, tx, { ...wanted, items: wanted.items.filter(({ shipsFrom }) => shipsFrom === null) });
    if (held.isNew && held.short.length === 0) await takePreorders(tx, wanted.holdId, preordered);
    return held;
  });
}

interface Held {
  isNew: boolean;
  state: 'held' | 'confirmed' | 'released';
  short: Shortage[];
}

/**
 * One statement, so one round trip and one commit. The rows of the stock are locked in the order of their ids, what they
 * hold after that is what counts, less what others wait for, and the fullest shelves give first. `inventory_covers_held`
 * stands behind it.
 */
async function hold(ctx: CatalogCtx, db: Queries, { holdId, orderId, items, expiresAt }: Wanted): Promise<Held> {
  const now = ctx.now();
  const { state, expires_at, short } = await db.one({
    state: col.text.orNull,
    expires_at: col.instant.orNull,
    short: col.json<Shortage[]>(),
  })`
    with known as (select state, expires_at from stock_holds where id = ${holdId}),
    wanted as (
      select variant_id, quantity from (values ${wantedRows(summed(items))}) as w (variant_id, quantity, nth)
      where variant_id is not null),
    queue as (
      select p.variant_id, p.waiting from preorders p join wanted w on w.variant_id = p.variant_id
      where p.waiting > 0 and not exists (select from known) order by p.variant_id for update of p),
    shelf as (
      select i.variant_id, i.location_id, i.on_hand - i.held as free, i.unbounded
      from inventory i join wanted w on w.variant_id = i.variant_id
      -- The queue is locked first.
      where not exists (select from known) and (select count(*) from queue) >= 0
      order by i.variant_id, i.location_id for update of i),
    ranked as (
      select s.variant_id, s.location_id, s.unbounded, w.quantity, greatest(s.free, 0) as free,
             row_number() over fullest as nth,
             sum(greatest(s.free, 0)) over (partition by s.variant_id) as total,
             sum(greatest(s.free, 0)) over fullest - greatest(s.free, 0) as before
      from shelf s join wanted w on w.variant_id = s.variant_id
      window fullest as (partition by s.variant_id order by s.free desc, s.location_id)),
    taking as (
      select variant_id, location_id,
             (greatest(0, least(free, quantity - before))
              + case when unbounded and nth = 1 then greatest(0, quantity - total) else 0 end)::int as quantity
      from ranked),
    short as (
      select w.variant_id, w.quantity, greatest(0, coalesce(max(r.total), 0) - coalesce(max(q.waiting), 0))::int as total
      from wanted w left join ranked r on r.variant_id = w.variant_id left join queue q on q.variant_id = w.variant_id
      where not exists (select from known)
      group by w.variant_id, w.quantity
      having not coalesce(bool_or(r.unbounded), false)
        and coalesce(max(r.total), 0) - coalesce(max(q.waiting), 0) < w.quantity),
    made as (
      insert into stock_holds (id, order_id, state, expires_at, created_at)
      select ${holdId}, ${orderId}, 'held', ${expiresAt}, ${now}
      where not exists (select from known) and not exists (select from short) returning id),
    kept as (
      insert into stock_hold_items (hold_id, variant_id, location_id, quantity)
      select made.id, t.variant_id, t.location_id, t.quantity from taking t, made where t.quantity > 0 returning 1),
    taken as (
      update inventory i set held = i.held + t.quantity, changed = true from taking t, made
      where i.variant_id = t.variant_id and i.location_id = t.location_id and t.quantity > 0 returning 1)
    select (select state from known) as state, (select expires_at from known) as expires_at,
           coalesce((select jsonb_agg(jsonb_build_object('variantId', variant_id, 'wanted', quantity,
                                                         'available', total) order by variant_id) from short),
                    '[]') as short`;
  const over = state === 'held' && expires_at !== null && expires_at <= now;
  return { isNew: state === null, state: over ? 'released' : ((state ?? 'held') as Held['state']), short };
}
