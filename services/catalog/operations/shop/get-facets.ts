import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';
import { filtered, searched } from '../../queries/listing.ts';

const facetRow = {
  total: col.int,
  in_stock: col.int,
  categories: col.json<{ id: string; slug: string; title: string; count: number }[]>(),
  vendors: col.json<{ id: string; slug: string; name: string; count: number }[]>(),
  tags: col.json<{ tag: string; count: number }[]>(),
  options: col.json<{ option: string; count: number }[]>(),
  prices: col.json<{ from: string; to: string | null; count: number }[]>(),
};

export const getFacets = catalogService.operation('getFacets', async (ctx, input) => {
  const { in_stock: inStock, ...counts } = await ctx.db.one(facetRow)`
    with found as materialized (
      select l.category_ids, l.vendor_id, l.tags, l.options, l.in_stock, l.price_from
      from product_listings l ${searched(input.q)} where ${filtered(input)}),
    by_category as (
      select c.id, c.slug, c.title, count(*)::int as count
      from found cross join unnest(found.category_ids) as a (id) join categories c on c.id = a.id
      group by c.id order by count(*) desc, c.title limit 200),
    by_vendor as (
      select v.id, v.slug, v.name, count(*)::int as count
      from found join vendors v on v.id = found.vendor_id group by v.id order by count(*) desc, v.name limit 100),
    by_tag as (
      select tag, count(*)::int as count from found cross join unnest(found.tags) as t (tag)
      group by tag order by count(*) desc, tag limit 100),
    by_option as (
      select option, count(*)::int as count from found cross join unnest(found.options) as o (option)
      group by option order by count(*) desc, option limit 100),
    fifths as (select price_from, ntile(5) over (order by price_from) as nth from found),
    starts as (select distinct min(price_from) as price_from from fifths group by nth),
    ranges as (select price_from, lead(price_from) over (order by price_from) as upto from starts),
    by_price as (
      select r.price_from, r.upto, count(*)::int as count
      from ranges r join found f on f.price_from >= r.price_from and (r.upto is null or f.price_from < r.upto)
      group by r.price_from, r.upto)
    select (select count(*)::int from found) as total,
           (select count(*)::int from found where in_stock) as in_stock,
           coalesce((select jsonb_agg(to_jsonb(c)) from by_category c), '[]') as categories,
           coalesce((select jsonb_agg(to_jsonb(v)) from by_vendor v), '[]') as vendors,
           coalesce((select jsonb_agg(to_jsonb(t)) from by_tag t), '[]') as tags,
           coalesce((select jsonb_agg(to_jsonb(o)) from by_option o), '[]') as options,
           coalesce((select jsonb_agg(jsonb_build_object('from', price_from::text, 'to', (upto - 1)::text,
                                                         'count', count) order by price_from) from by_price),
                    '[]') as prices`;
  return { ...counts, inStock };
});
