import { fail } from '#kernel/errors';
import { placeOf } from '../../checkout/load.ts';
import { orderService } from '../../definition.ts';
import { money } from '../../money.ts';
import { findOrder, itemsOf } from '../../queries/view.ts';
import { orderTokenOf } from '../../tokens.ts';

export const getOrderNotice = orderService.operation('getOrderNotice', async (ctx, { orderId }) => {
  const order = (await findOrder(ctx.db, orderId)) ?? fail('not_found', 'There is no such order.');
  const items = await itemsOf(ctx.db, orderId);
  const { number, user_id, locale, state, currency, email } = order;
  return {
    orderId,
    number,
    userId: user_id,
    email: email && (JSON.parse(ctx.cipher.open(email, placeOf.email(orderId))) as string),
    locale,
    state,
    total: money(order.total, currency),
    refunded: money(order.refunded, currency),
    lines: items.map(item => ({
      lineId: item.line_id,
      vendorId: item.vendor_id,
      title: item.title,
      variantTitle: item.variant_title,
      quantity: item.quantity,
      cancelled: item.cancelled,
      total: money(item.total, currency),
    })),
    orderToken: orderTokenOf(ctx, orderId),
  };
});
