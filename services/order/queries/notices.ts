// An order as messages speak of it: orders and lines in one statement, since a mail is written for every order.

import { col, type RowOf } from '#kernel/sql/columns';
import { placeOf } from '../checkout/load.ts';
import type { OrderState } from '../contract/wire.ts';
import type { OrderCtx } from '../definition.ts';
import { money } from '../money.ts';
import { orderTokenOf } from '../tokens.ts';

const noticeShape = {
  id: col.uuid,
  number: col.text,
  user_id: col.uuid.orNull,
  email: col.bytes.orNull,
  locale: col.any<'en' | 'de'>(),
  state: col.any<OrderState>(),
  currency: col.text,
  total: col.bigint,
  refunded: col.bigint,
  line_id: col.uuid,
  vendor_id: col.uuid,
  title: col.text,
  variant_title: col.text.orNull,
  quantity: col.int,
  cancelled: col.int,
  line_total: col.bigint,
};
type NoticeRow = RowOf<typeof noticeShape>;

/** What messages about these orders say, in no order; those that are not there are left out. */
export async function noticesOf(ctx: OrderCtx, orderIds: readonly string[]) {
  const rows = await ctx.db.many(noticeShape)`
    select o.id, o.number, o.user_id, o.email, o.locale, o.state, o.currency, o.total, o.refunded, i.line_id,
           i.vendor_id, i.title, i.variant_title, i.quantity, i.cancelled, i.total as line_total
    from checkout_sagas s
    join orders o on o.owner_key = s.owner_key and o.id = s.order_id
    join order_items i on i.order_id = s.order_id
    where s.order_id = any(${orderIds}::uuid[])
    order by s.order_id, i.position`;
  return [...Map.groupBy(rows, row => row.id).values()].map(lines => noticeOf(ctx, lines));
}

function noticeOf(ctx: OrderCtx, lines: readonly NoticeRow[]) {
  const { id: orderId, number, user_id: userId, email, locale, state, currency, total, refunded } = lines[0]!;
  return {
    orderId,
    number,
    userId,
    email: email && (JSON.parse(ctx.cipher.open(email, placeOf.email(orderId))) as string),
    locale,
    state,
    total: money(total, currency),
    refunded: money(refunded, currency),
    lines: lines.map(line => ({
      lineId: line.line_id,
      vendorId: line.vendor_id,
      title: line.title,
      variantTitle: line.variant_title,
      quantity: line.quantity,
      cancelled: line.cancelled,
      total: money(line.line_total, currency),
    })),
    orderToken: orderTokenOf(ctx, orderId),
  };
}
