import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';
import { variantTitle } from '../../domain/naming.ts';
import { holdsFor } from '../../queries/buyer.ts';
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
  weight_grams: col.int,
  requires_shipping: col.bool,
  tax_category: col.text,
  category_ids: col.uuids,
  url: col.text.orNull,
  file_id: col.uuid.orNull,
};

export const getOffers = catalogService.operation('getOffers', async (ctx, { items, currency, buildingIds }) => {
  const rows = await ctx.db.many(offerRow)`
    select v.id as variant_id, v.product_id, v.vendor_id, v.sku, p.slug, p.title, v.options,
           p.state = 'active' and v.archived_at is null as sellable, best.amount,
           case when h.amount > best.amount then h.amount when h.prior_amount > best.amount then h.prior_amount
             end as prior_amount,
           case when v.tracked and not v.oversell then greatest(0, stock.free) end as available,
           v.weight_grams, v.requires_shipping, v.tax_category,
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
    cross join lateral (
      select coalesce(sum(on_hand - held), 0)::int as free from inventory where variant_id = v.id) stock
    left join price_history h on h.variant_id = v.id and h.currency = ${currency} and h.until is null
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
      weightGrams: row.weight_grams,
      requiresShipping: row.requires_shipping,
      taxCategory: row.tax_category,
      categoryIds: row.category_ids,
    })),
  };
});
