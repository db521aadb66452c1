import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';

const summaryRow = {
  id: col.uuid,
  slug: col.text,
  title: col.text,
  state: col.text,
  variants: col.int,
  on_hand: col.int,
  held: col.int,
  created_at: col.instant,
  updated_at: col.instant,
  version: col.int,
};

export const listOwnProducts = catalogService.operation('listOwnProducts', async (ctx, input) => {
  const { vendorId, limit, state, search } = input;
  const after = afterCursor(input.cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(summaryRow)`
    select p.id, p.slug, p.title, p.state, p.created_at, p.updated_at, p.version, s.variants, s.on_hand, s.held
    from products p
    cross join lateral (
      select count(distinct v.id)::int as variants, coalesce(sum(i.on_hand), 0)::int as on_hand,
             coalesce(sum(i.held), 0)::int as held
      from product_variants v left join inventory i on i.variant_id = v.id
      where v.product_id = p.id and v.archived_at is null) s
    where p.vendor_id = ${vendorId}
      ${state ? sql`and p.state = ${state}` : nothing}
      ${
        search
          ? sql`and (strpos(lower(p.title), lower(${search})) > 0 or exists (
              select from product_variants v where v.product_id = p.id and v.sku = ${search}))`
          : nothing
      }
      ${after ? sql`and (p.created_at, p.id) < (${after[0]}, ${after[1]})` : nothing}
    order by p.created_at desc, p.id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    row => [row.created_at, row.id],
    ({ on_hand, updated_at, created_at: _created, state: now, ...row }) => ({
      ...row,
      state: now as 'draft' | 'active' | 'archived',
      onHand: on_hand,
      updatedAt: updated_at,
    }),
  );
});
