// What catalog does by itself.

import { col, type RowOf } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { type Instant, minus } from '#kernel/time';
import { type CatalogCtx, catalogService } from './definition.ts';
import { type Preorder, type StockLevel, sellable, stockLevel } from './domain/stock.ts';
import { inventoryChanged, stockWatchMet } from './events.ts';
import { advanceUpload } from './import/uploads.ts';
import { endPreorders, hasPreorders, servePreorders, tellPreorders } from './preorders.ts';
import { mayBeMore, releaseExpired } from './queries/holds.ts';
import { asPreorder, preorderColumns } from './queries/preorders.ts';
import { productsOfList } from './queries/price-lists.ts';
import { refreshProducts, relist } from './write/refresh.ts';

const perTurn = 200;

/** Frees the pieces of holds that ran out. */
export const expireHolds = catalogService.loop('expire-holds', async ctx => mayBeMore(await releaseExpired(ctx)));

const changedRow = {
  id: col.uuid,
  product_id: col.uuid,
  vendor_id: col.uuid,
  tracked: col.bool,
  oversell: col.bool,
  low_stock_at: col.int,
  announced: col.int,
  free: col.int,
  ...preorderColumns,
};
type Changed = RowOf<typeof changedRow>;

/**
 * Tells others of stock that changed: whoever changes it marks the row, and a variant knows what was last told of it, so
 * nothing is lost with a process, changes of one second are told as one, and those that cancel out not at all. Buying
 * writes no event of its own that way.
 */
export const announce = catalogService.loop('announce', async ctx =>
  ctx.db.transaction(async tx => {
    const changed = await tx.many(changedRow)`
      with due as (
        select v.id from product_variants v join products p on p.id = v.product_id
        where v.id in (select variant_id from inventory where changed limit ${perTurn})
          and v.announced_at <= ${minus(ctx.now(), '1s')}
        order by p.id, v.id for no key update of p skip locked),
      seen as (
        select i.variant_id, i.location_id, i.on_hand - i.held as free from inventory i
        where i.variant_id in (select id from due) order by i.variant_id, i.location_id for update),
      cleared as (
        update inventory i set changed = false from seen s
        where i.variant_id = s.variant_id and i.location_id = s.location_id and i.changed returning 1),
      summed as (
        select s.variant_id, (sum(s.free) - coalesce(max(q.waiting), 0))::int as free
        from seen s left join preorders q on q.variant_id = s.variant_id group by s.variant_id)
      select v.id, v.product_id, v.vendor_id, v.tracked, v.oversell, v.low_stock_at, v.announced, s.free, q.ships_from,
             q.most, q.taken
      from summed s join product_variants v on v.id = s.variant_id
      left join preorders q on q.variant_id = s.variant_id order by v.id`;
    await tell(
      ctx,
      tx,
      changed.filter(({ announced, free }) => announced !== free),
    );
    return changed.length === perTurn;
  }),
);

async function tell(ctx: CatalogCtx, tx: Tx, changed: readonly Changed[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.run`
    update product_variants v set announced = c.free, announced_at = ${ctx.now()}
    from unnest(${changed.map(({ id }) => id)}::uuid[], ${changed.map(({ free }) => free)}::int[]) as c (id, free)
    where v.id = c.id`;
  const now = ctx.now();
  const turned = changed.map(variant => ({ variant, became: becameOf(variant, now) }));
  for (const { variant, became } of turned) {
    const { id: variantId, product_id: productId, vendor_id: vendorId, free } = variant;
    const available = sellable(ruleOf(variant), free, asPreorder(variant, now));
    await ctx.publish(tx, inventoryChanged, { variantId, productId, vendorId, available, became });
  }
  // How many more can be preordered is not among what was told before.
  const other = turned
    .filter(({ became, variant }) => became !== null || variant.ships_from !== null)
    .map(({ variant }) => variant);
  if (other.length > 0) await relist(ctx, tx, [...new Set(other.map(({ product_id }) => product_id))]);
  await tellWatchers(ctx, tx, changed);
}

const ruleOf = ({ tracked, oversell, low_stock_at: lowStockAt }: Changed) => ({ tracked, oversell, lowStockAt });

/** The level it turned to, or null where that is the same as before. What can be preordered is to be had. */
function becameOf(variant: Changed, now: Instant): Exclude<StockLevel, 'preorder'> | null {
  const levelOf = (free: number, preorder: Preorder | null) => {
    const level = stockLevel(ruleOf(variant), free, preorder);
    return level === 'preorder' ? 'available' : level;
  };
  const preorder = asPreorder(variant, now);
  // Pieces that were preordered since are what the limit had left before.
  const since = Math.max(0, variant.announced - variant.free);
  const before = preorder && { ...preorder, left: preorder.left === null ? null : preorder.left + since };
  const level = levelOf(variant.free, preorder);
  return level === levelOf(variant.announced, before) ? null : level;
}

/** Those who wait for a variant that can be had; each is told once. */
async function tellWatchers(ctx: CatalogCtx, tx: Tx, changed: readonly Changed[]): Promise<void> {
  const now = ctx.now();
  const there = changed.filter(
    variant => stockLevel(ruleOf(variant), variant.free, asPreorder(variant, now)) !== 'sold_out',
  );
  const met = await tx.many({ variant_id: col.uuid, user_id: col.uuid })`
    delete from stock_watches where kind = 'stock' and variant_id = any(${there.map(({ id }) => id)}::uuid[])
    returning variant_id, user_id`;
  const people = Map.groupBy(met, ({ variant_id }) => variant_id);
  for (const { id: variantId, product_id: productId, vendor_id: vendorId } of there) {
    const userIds = people.get(variantId)?.map(({ user_id }) => user_id);
    if (userIds) await ctx.publish(tx, stockWatchMet, { variantId, productId, vendorId, userIds });
  }
}

const productsAtOnce = 200;

/** Price lists begin and end: what they change is written down, told and listed. */
export const applyPriceLists = catalogService.job('apply-price-lists', '15s', async ctx => {
  const now = ctx.now();
  const due = await ctx.db.many({ id: col.uuid })`
    select id from price_lists
    where active and ((starts_at > applied_at and starts_at <= ${now}) or (ends_at > applied_at and ends_at <= ${now}))
    order by id`;
  for (const { id } of due) {
    const productIds = await ctx.db.transaction(tx => productsOfList(tx, id));
    // In parts, each committed: one that is cut off is done again from the start, which changes nothing.
    for (let from = 0; from < productIds.length; from += productsAtOnce)
      await ctx.db.transaction(tx => refreshProducts(ctx, tx, productIds.slice(from, from + productsAtOnce)));
    await ctx.db.run`update price_lists set applied_at = ${now} where id = ${id} and applied_at < ${now}`;
  }
});

/** Serves those who preordered from what came in, and tells them where the day is another. */
export const keepPreorders = catalogService.loop('preorders', async ctx => {
  if (!(await hasPreorders(ctx))) return false;
  const served = await servePreorders(ctx);
  const told = await tellPreorders(ctx);
  return (await endPreorders(ctx)) || served || told;
});

/** Reads the files that vendors uploaded, a batch of products at a time. */
export const readUploads = catalogService.loop('read-uploads', advanceUpload);
