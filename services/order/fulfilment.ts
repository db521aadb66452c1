// How far the parts of an order have come, and with them the order.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Fulfilment } from './contract/orders.ts';
import type { OrderState } from './contract/wire.ts';
import type { OrderCtx } from './definition.ts';
import { moves, stateOf } from './domain/fulfilment.ts';
import { orderFulfilled } from './events.ts';
import { money } from './money.ts';
import { lockOrder } from './queries/lock.ts';

/** Notes how far the parts of these vendors have come; what came further already stays. Locks the order. */
export async function deliverParts(
  ctx: OrderCtx,
  tx: Tx,
  orderId: string,
  vendorIds: readonly string[],
  to: 'handed_over' | 'delivered' | 'failed',
): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (!order) return;
  const parts = await tx.many({ vendor_id: col.uuid, fulfilment: col.any<Fulfilment>() })`
    select vendor_id, fulfilment from order_groups where order_id = ${orderId}`;
  const moved = parts.filter(part => vendorIds.includes(part.vendor_id) && moves(part.fulfilment, to));
  if (moved.length === 0) return;
  await tx.run`
    update order_groups set fulfilment = ${to}
    where order_id = ${orderId} and vendor_id = any(${moved.map(part => part.vendor_id)}::uuid[])`;
  const now = parts.map(part => (moved.includes(part) ? to : part.fulfilment));
  await settleState(ctx, tx, order, stateOf(order.state, now));
}

interface Moving {
  id: string;
  owner_key: string;
  state: OrderState;
  number: string;
  user_id: string | null;
  cart_id: string | null;
  currency: string;
}

/** Moves an order on to the state its parts are in, and tells when everything is there. */
export async function settleState(ctx: OrderCtx, tx: Tx, order: Moving, state: OrderState): Promise<void> {
  if (state === order.state) return;
  const now = ctx.now();
  await tx.run`
    with moved as (
      update orders set state = ${state},
        fulfilled_at = case when ${state} = 'fulfilled' then ${now}::timestamptz else fulfilled_at end,
        cancelled_at = case when ${state} = 'cancelled' then ${now}::timestamptz else cancelled_at end
      where owner_key = ${order.owner_key} and id = ${order.id})
    insert into order_status_history (order_id, at, state)
    values (${order.id}, ${now}, ${state})`;
  if (state !== 'fulfilled') return;
  const lines = await tx.many({
    line_id: col.uuid,
    product_id: col.uuid,
    variant_id: col.uuid,
    vendor_id: col.uuid,
    left: col.int,
    total: col.bigint,
  })`
    select line_id, product_id, variant_id, vendor_id, quantity - cancelled as left,
           total - total * cancelled / quantity as total
    from order_items where order_id = ${order.id} and cancelled < quantity order by position`;
  await ctx.publish(tx, orderFulfilled, {
    orderId: order.id,
    number: order.number,
    userId: order.user_id,
    cartId: order.cart_id,
    lines: lines.map(line => ({
      lineId: line.line_id,
      productId: line.product_id,
      variantId: line.variant_id,
      vendorId: line.vendor_id,
      quantity: line.left,
      total: money(line.total, order.currency),
    })),
  });
}
