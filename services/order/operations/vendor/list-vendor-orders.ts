import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import type { Fulfilment } from '../../contract/orders.ts';
import type { OrderState } from '../../contract/wire.ts';
import { orderService } from '../../definition.ts';
import { money } from '../../money.ts';
import { partPayment } from '../../queries/view.ts';

const shape = {
  order_id: col.uuid,
  number: col.text,
  state: col.any<OrderState>(),
  currency: col.text,
  fulfilment: col.any<Fulfilment>(),
  total: col.bigint,
  refunded: col.bigint,
  created_at: col.instant,
  pieces: col.int,
  title: col.text,
};

export const listVendorOrders = orderService.operation(
  'listVendorOrders',
  async (ctx, { vendorId, fulfilment, limit, cursor }) => {
    const after = afterCursor(cursor, [Timestamp, Id]);
    const rows = await ctx.db.many(shape)`
      select g.order_id, o.number, o.state, o.currency, g.fulfilment, g.total, g.refunded, g.created_at, i.pieces, i.title
      from order_groups g
      join orders o on o.owner_key = g.owner_key and o.id = g.order_id
      cross join lateral (
        select sum(quantity)::int as pieces, min(title) as title
        from order_items where order_id = g.order_id and vendor_id = g.vendor_id) i
      where g.vendor_id = ${vendorId} and (o.state in ('confirmed', 'fulfilling', 'fulfilled') or g.refunded > 0)
        ${fulfilment ? sql`and g.fulfilment = ${fulfilment}` : nothing}
        ${after ? sql`and (g.created_at, g.order_id) < (${after[0]}, ${after[1]})` : nothing}
      order by g.created_at desc, g.order_id desc limit ${limit + 1}`;
    return toPage(
      rows,
      limit,
      row => [row.created_at, row.order_id],
      row => ({
        orderId: row.order_id,
        number: row.number,
        vendorId,
        state: row.state,
        payment: partPayment(row.state, row),
        fulfilment: row.fulfilment,
        total: money(row.total, row.currency),
        refunded: money(row.refunded, row.currency),
        createdAt: row.created_at,
        pieces: row.pieces,
        title: row.title,
      }),
    );
  },
);
