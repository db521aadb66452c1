// What follows from products, variants, prices and stock: the words they are found by, what they cost everybody now and
// did before, and how the lists of the shop show them.

import { col, type RowOf } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { type Instant, minus } from '#kernel/time';
import { shopTag } from '../contract/shop.ts';
import type { CatalogCtx } from '../definition.ts';
import { dayOf } from '../domain/stock.ts';
import { priceChanged, stockWatchMet } from '../events.ts';
import { holdsFor } from '../queries/buyer.ts';

/** Who changes what follows from a product holds its row, so that of two the later sees what the earlier wrote. Rows are
 * taken in the order product, variant, stock everywhere. */
const lockProducts = (tx: Tx, productIds: readonly string[]): Promise<number> =>
  tx.run`select from products where id = any(${productIds}::uuid[]) order by id for no key update`;

/** Brings everything that follows from these products up to date. */
export async function refreshProducts(ctx: CatalogCtx, tx: Tx, productIds: readonly string[]): Promise<void> {
  await lockProducts(tx, productIds);
  await tx.run`
    update products p set keywords = w.words
    from (
      select p.id, concat_ws(' ', p.brand, p.kind, v.name,
               (select string_agg(tag, ' ' order by tag) from product_tags t where t.product_id = p.id),
               (select string_agg(sku, ' ' order by sku) from product_variants x
                where x.product_id = p.id and x.archived_at is null)) as words
      from products p join vendors v on v.id = p.vendor_id where p.id = any(${productIds}::uuid[])) w
    where p.id = w.id and p.keywords <> w.words`;
  await reprice(ctx, tx, productIds);
  await relist(ctx, tx, productIds);
}

const priceRow = {
  variant_id: col.uuid,
  product_id: col.uuid,
  vendor_id: col.uuid,
  currency: col.text,
  amount: col.bigint.orNull,
  before: col.bigint.orNull,
  prior: col.bigint.orNull,
};

/** Writes down where the price for everybody changed, tells of it, and tells those who waited for it. */
async function reprice(ctx: CatalogCtx, tx: Tx, productIds: readonly string[]): Promise<void> {
  const now = ctx.now();
  const changes = await tx.many(priceRow)`
    with here as (select id, product_id, vendor_id from product_variants where product_id = any(${productIds}::uuid[])),
    present as (
      select a.variant_id, a.currency, min(a.amount) as amount, max(a.compare_at) as compare_at
      from here join prices a on a.variant_id = here.id left join price_lists l on l.id = a.price_list_id
      where a.min_quantity = 1 and ${holdsFor({ now, buildingIds: [] })}
      group by a.variant_id, a.currency),
    past as (
      select h.variant_id, h.currency, h.amount from here join price_history h on h.variant_id = here.id
      where h.until is null)
    select here.id as variant_id, here.product_id, here.vendor_id, currency, n.amount, p.amount as before,
           least(n.compare_at, (
             select min(x.amount) from price_history x
             where x.variant_id = here.id and x.currency = n.currency
               and (x.until is null or x.until > ${minus(now, '30d')}))) as prior
    from present n full join past p using (variant_id, currency) join here on here.id = variant_id
    where n.amount is distinct from p.amount
    order by here.id, currency`;
  if (changes.length === 0) return;
  await writeHistory(tx, changes, now);
  for (const { variant_id: variantId, product_id: productId, vendor_id: vendorId, ...price } of changes) {
    const { amount, before, currency } = price;
    // What has a price for the first time is told of as a new product or variant.
    if (amount === null || before === null) continue;
    await ctx.publish(tx, priceChanged, {
      variantId,
      productId,
      vendorId,
      price: { amount: String(amount), currency },
      before: { amount: String(before), currency },
    });
  }
  await tellPriceWatchers(ctx, tx, changes);
}

type PriceChange = RowOf<typeof priceRow>;

async function writeHistory(tx: Tx, changes: readonly PriceChange[], now: Instant): Promise<void> {
  await tx.run`
    update price_history h set until = ${now}
    from unnest(${changes.map(each => each.variant_id)}::uuid[], ${changes.map(each => each.currency)}::text[])
      as c (variant_id, currency)
    where h.variant_id = c.variant_id and h.currency = c.currency and h.until is null`;
  const priced = changes.filter(({ amount }) => amount !== null);
  await tx.run`
    insert into price_history (variant_id, currency, since, amount, prior_amount)
    select c.variant_id, c.currency, ${now}, c.amount, case when c.prior > c.amount then c.prior end
    from unnest(${priced.map(each => each.variant_id)}::uuid[], ${priced.map(each => each.currency)}::text[],
                ${priced.map(each => each.amount)}::int8[], ${priced.map(each => each.prior)}::int8[])
      as c (variant_id, currency, amount, prior)
    on conflict (variant_id, currency, since) do update
      set amount = excluded.amount, prior_amount = excluded.prior_amount, until = null`;
}

async function tellPriceWatchers(ctx: CatalogCtx, tx: Tx, changes: readonly PriceChange[]): Promise<void> {
  const fallen = changes.filter(({ amount }) => amount !== null);
  const met = await tx.many({ variant_id: col.uuid, user_id: col.uuid })`
    delete from stock_watches w
    using unnest(${fallen.map(each => each.variant_id)}::uuid[], ${fallen.map(each => each.currency)}::text[],
                 ${fallen.map(each => each.amount)}::int8[]) as c (variant_id, currency, amount)
    where w.kind = 'price' and w.variant_id = c.variant_id and w.currency = c.currency and w.below >= c.amount
    returning w.variant_id, w.user_id`;
  const people = Map.groupBy(met, ({ variant_id }) => variant_id);
  const told = new Map(fallen.map(each => [each.variant_id, each]));
  for (const [variantId, { product_id: productId, vendor_id: vendorId }] of told) {
    const userIds = people.get(variantId)?.map(({ user_id }) => user_id);
    if (userIds) await ctx.publish(tx, stockWatchMet, { variantId, productId, vendorId, userIds });
  }
}

/** Has the lists of the shop read anew once this is committed. */
export const outdateShop = (ctx: CatalogCtx, tx: Tx): void => tx.afterCommit(() => ctx.uncache(shopTag));

/** Writes the rows by which the shop lists these products; what is not on sale has none. */
export async function relist(ctx: CatalogCtx, tx: Tx, productIds: readonly string[]): Promise<void> {
  outdateShop(ctx, tx);
  await lockProducts(tx, productIds);
  await tx.run`delete from product_listings where product_id = any(${productIds}::uuid[])`;
  await tx.run`
    with shown as (
      select v.id, v.product_id, v.position, v.options, h.currency, h.amount, h.prior_amount,
             case when not v.tracked or v.oversell or v.announced > v.low_stock_at then 'available'
                  when v.announced > 0 then 'low' when q.ships_from is not null and q.open then 'preorder'
                  else 'sold_out' end as stock, q.ships_from
      from product_variants v join price_history h on h.variant_id = v.id and h.until is null
      left join lateral (
        select p.ships_from, coalesce(p.taken < p.most, true) as open from preorders p
        where p.variant_id = v.id and p.ships_from > ${dayOf(ctx.now())}::date) q on true
      where v.product_id = any(${productIds}::uuid[]) and v.archived_at is null),
    summed as (
      select s.product_id, s.currency, min(s.amount) as price_from, max(s.amount) as price_to,
             case when bool_or(s.stock = 'available') then 'available' when bool_or(s.stock = 'low') then 'low'
                  when bool_or(s.stock = 'preorder') then 'preorder' else 'sold_out' end as stock,
             min(s.ships_from) filter (where s.stock = 'preorder') as ships_from,
             jsonb_agg(jsonb_build_object(
               'id', s.id, 'title', nullif(array_to_string(s.options, ' / '), ''), 'stock', s.stock,
               'availableFrom', s.ships_from,
               'price', jsonb_build_object('amount', s.amount::text, 'currency', s.currency),
               'priorPrice', case when s.prior_amount is not null then
                 jsonb_build_object('amount', s.prior_amount::text, 'currency', s.currency) end)
               order by s.position, s.id) as variants
      from shown s group by s.product_id, s.currency)
    insert into product_listings (product_id, currency, vendor_id, title, published_at, price_from, price_to, in_stock,
                                  category_ids, tags, options, card)
    select p.id, s.currency, p.vendor_id, p.title, p.published_at, s.price_from, s.price_to, s.stock in ('available', 'low'),
           array(select distinct a.id from product_categories pc join categories c on c.id = pc.category_id
                 cross join unnest(c.path) as a (id) where pc.product_id = p.id order by a.id),
           array(select tag from product_tags t where t.product_id = p.id order by tag),
           array(select distinct o.name || '=' || o.value from shown x
                 cross join unnest(p.options, x.options) as o (name, value)
                 where x.product_id = p.id and x.currency = s.currency and o.value is not null order by 1),
           jsonb_build_object(
             'id', p.id, 'slug', p.slug, 'title', p.title, 'variants', s.variants, 'stock', s.stock,
             'availableFrom', case when s.stock = 'preorder' then s.ships_from end,
             'vendor', jsonb_build_object('id', v.id, 'slug', v.slug, 'name', v.name),
             'price', jsonb_build_object(
               'from', jsonb_build_object('amount', s.price_from::text, 'currency', s.currency),
               'to', jsonb_build_object('amount', s.price_to::text, 'currency', s.currency)),
             'publishedAt', to_char(p.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'url', i.url, 'fileId', i.file_id, 'imageAlt', coalesce(i.alt, ''))
    from summed s join products p on p.id = s.product_id join vendors v on v.id = p.vendor_id
    left join lateral (
      select url, file_id, alt from product_images where product_id = p.id order by position, id limit 1) i on true
    where p.state = 'active'`;
}
