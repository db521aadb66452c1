import { col } from '#kernel/sql/columns';
import { sql } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { variantTitle } from '../../domain/naming.ts';
import { dayOf } from '../../domain/stock.ts';
import { currentPrice, holdsFor } from '../../queries/buyer.ts';
import { linksOf } from '../../queries/pictures.ts';
import { wantedRows } from '../../queries/wanted.ts';

const offerRow = {
  variant_id: col.uuid,
  product_id: col.uuid,
  vendor_id: col.uuid,
  sku: col.text.orNull,
  slug: col.text,
  title: col.text,
  options: col.texts,
  sellable: col.bool,
  amount: col.bigint,
  prior_amount: col.bigint.orNull,
  available: col.int.orNull,
  ships_from: col.date.orNull,
  gift_card: col.bool,
  weight_grams: col.int,
  requires_shipping: col.bool,
  tax_category: col.text,
  category_ids: col.uuids,
  url: col.text.orNull,
  file_id: col.uuid.orNull,
};

export const getOffers = catalogService.operation('getOffers', async (ctx, { items, currency, buildingIds }) => {
  const rows = await ctx.db.together().many(offerRow)`
    select v.id as variant_id, v.product_id, v.vendor_id, v.sku, p.slug, p.title, v.options,
           p.state = 'active' and v.archived_at is null as sellable, best.amount,
           case when h.amount > best.amount then h.amount when h.prior_amount > best.amount then h.prior_amount
             end as prior_amount,
           case when not v.tracked or v.oversell then null
                when ahead.ships_from is null then greatest(0, stock.free) else ahead.free end as available,
           ahead.ships_from, p.gift_card, v.weight_grams, v.requires_shipping and not p.gift_card as requires_shipping,
           v.tax_category,
           array(select a.id from product_categories pc
                 join categories c on c.id = pc.category_id cross join unnest(c.path) with ordinality as a (id, depth)
                 where pc.product_id = p.id group by a.id order by max(a.depth) desc, a.id) as category_ids,
           i.url, i.file_id
    from (values ${wantedRows(items)}) as w (variant_id, quantity, nth)
    join product_variants v on v.id = w.variant_id
    join products p on p.id = v.product_id
    cross join lateral (
      select min(a.amount) as amount from prices a left join price_lists l on l.id = a.price_list_id
      where a.variant_id = v.id and a.currency = ${currency} and a.min_quantity <= w.quantity
        and ${holdsFor({ now: ctx.now(), buildingIds })}) best
    left join preorders q on q.variant_id = v.id
    cross join lateral (
      select (coalesce(sum(on_hand - held), 0) - coalesce(q.waiting, 0))::int as free
      from inventory where variant_id = v.id) stock
    -- What is not there as often as it is wanted is preordered as a whole, where more of it can be.
    left join lateral (
      select q.ships_from, q.most - q.taken as free
      where v.tracked and not v.oversell and stock.free < w.quantity and q.ships_from > ${dayOf(ctx.now())}::date
        and coalesce(q.most - q.taken > greatest(0, stock.free), true)) ahead on true
    left join lateral ${currentPrice(sql`v.id`, currency)} h on true
    left join lateral (
      select url, file_id from product_images
      where product_id = p.id and (v.image_id is null or id = v.image_id) order by position, id limit 1) i on true
    where best.amount is not null
    order by w.nth`;
  const links = await linksOf(ctx, rows);
  return {
    items: rows.map(row => ({
      variantId: row.variant_id,
      productId: row.product_id,
      vendorId: row.vendor_id,
      sku: row.sku,
      slug: row.slug,
      title: row.title,
      variantTitle: variantTitle(row.options),
      imageUrl: links(row).url,
      sellable: row.sellable,
      price: { amount: String(row.amount), currency },
      priorPrice: row.prior_amount === null ? null : { amount: String(row.prior_amount), currency },
      available: row.available,
      shipsFrom: row.ships_from,
      giftCard: row.gift_card,
      weightGrams: row.weight_grams,
      requiresShipping: row.requires_shipping,
      taxCategory: row.tax_category,
      categoryIds: row.category_ids,
    })),
  };
});
