// What is not wanted, or cannot be sent, is taken out of an order; stock, money and coupons are given back by a loop.

import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { findPosition } from './checkout/load.ts';
import { refusalOf } from './checkout/refusals.ts';
import type { CancelReason } from './contract/orders.ts';
import type { OrderCtx } from './definition.ts';
import { leftOf, type Pieces, reckonCancellation } from './domain/cancellation.ts';
import { isPaid, stateOf } from './domain/fulfilment.ts';
import { advance } from './domain/saga.ts';
import { orderCancelled } from './events.ts';
import { settleState } from './fulfilment.ts';
import { money, toVendorShares } from './money.ts';
import { type LockedOrder, lockOrder } from './queries/lock.ts';
import { groupsOf, itemsOf } from './queries/view.ts';

export interface Wish {
  orderId: string;
  /** Null for all there is. */
  lines: readonly Pieces[] | null;
  reason: Extract<CancelReason, 'by_customer' | 'by_vendor'>;
  /** The only vendor whose lines may be named. */
  vendorId: string | null;
  /** Of its lines that are gift cards, how many cards are not spent: see `unspentCards`. */
  cards: ReadonlyMap<string, number>;
}

const busy = () =>
  fail('conflict', 'The order is being worked on right now; try again in a moment.', { reason: 'busy' });

/** Cancels an order or some pieces of it. Raises `conflict` with `busy` while it is paid or handed to shipping,
 * `failed_precondition` for what is under way or gone. */
export async function cancelPieces(ctx: OrderCtx, tx: Tx, wish: Wish): Promise<void> {
  const order = (await lockOrder(tx, wish.orderId)) ?? fail('not_found', 'There is no such order.');
  if (order.state === 'cancelled')
    fail('failed_precondition', 'The order is cancelled already.', { reason: 'cancelled' });
  if (isPaid(order.state)) await cancelPaid(ctx, tx, order, wish);
  else await cancelUnpaid(ctx, tx, order, wish);
}

/** Nothing was charged yet: the checkout is sent back. */
async function cancelUnpaid(ctx: OrderCtx, tx: Tx, order: LockedOrder, { lines }: Wish): Promise<void> {
  if (lines !== null)
    fail('failed_precondition', 'It is not paid yet: cancel all of it, and order again what you want.', {
      reason: 'not_paid',
    });
  const position = (await findPosition(tx, order.id))!;
  if (!position.resting || (position.state !== 'awaiting_payment' && position.state !== 'payment_unknown')) busy();
  const { state, undo } = advance(position.state, 'cancelled', [], { hasUses: true, resumed: true });
  const { problem, cancelReason } = refusalOf('cancelled', []);
  const moved = await tx.run`
    update checkout_sagas set
      state = ${state}, version = version + 1, driver = null, attempts = 0, due_at = ${ctx.now()},
      undo = ${undo}::text[], cancel_reason = ${cancelReason}, problem = ${json(problem)}::jsonb
    where order_id = ${order.id} and version = ${position.version}`;
  if (moved === 0) busy();
  const items = await itemsOf(tx, order.id);
  await endOrder(ctx, tx, order, cancelReason);
  await ctx.publish(tx, orderCancelled, {
    orderId: order.id,
    number: order.number,
    userId: order.user_id,
    cartId: order.cart_id,
    reason: cancelReason,
    lines: items.map(item => ({
      lineId: item.line_id,
      variantId: item.variant_id,
      vendorId: item.vendor_id,
      quantity: item.quantity,
    })),
    whole: true,
    refunded: null,
  });
  tx.afterCommit(() => ctx.wake('checkouts'));
}

const endOrder = async (ctx: OrderCtx, tx: Tx, order: LockedOrder, reason: CancelReason): Promise<void> => {
  await tx.run`
    update orders set cancel_reason = ${reason} where owner_key = ${order.owner_key} and id = ${order.id}`;
  await settleState(ctx, tx, order, 'cancelled');
};

async function cancelPaid(ctx: OrderCtx, tx: Tx, order: LockedOrder, wish: Wish): Promise<void> {
  const items = await itemsOf(tx, order.id);
  const groups = await groupsOf(tx, order.id);
  const still = groups.filter(
    ({ vendor_id, fulfilment }) =>
      (fulfilment === 'open' || fulfilment === 'failed') && (wish.vendorId ?? vendor_id) === vendor_id,
  );
  const open = new Set(still.map(({ vendor_id }) => vendor_id));
  // A gift card can be void wherever the rest of the order is.
  const isOpen = ({ vendorId, giftCard }: { vendorId: string; giftCard: boolean }) =>
    giftCard ? (wish.vendorId ?? vendorId) === vendorId : open.has(vendorId);
  const lines = items.map(({ line_id, vendor_id, variant_id, category_ids, gift_card, ...item }) => ({
    ...item,
    lineId: line_id,
    vendorId: vendor_id,
    variantId: variant_id,
    categoryIds: category_ids,
    giftCard: gift_card,
  }));
  const wanted = wish.lines ?? unspentOf(leftOf(lines.filter(isOpen)), lines, wish);
  const named = lines.filter(({ lineId }) => wanted.some(piece => piece.lineId === lineId));
  if (wish.vendorId !== null && named.some(({ vendorId }) => vendorId !== wish.vendorId))
    fail('not_found', 'The order has no such line.');
  requireUnspent(wanted, named, wish);
  if (wanted.length === 0 || named.some(line => !isOpen(line)))
    fail('failed_precondition', 'It is under way already; send it back once it has arrived.', {
      reason: 'handed_over',
    });
  const parts = groups.map(group => ({
    vendorId: group.vendor_id,
    shipping: group.shipping,
    shippingTax: group.shipping_tax,
    shippingFunded: group.shipping_funded,
  }));
  const cancelled = reckonCancellation(lines, parts, wanted);
  await stopShipments(ctx, tx, order.id, cancelled.whole);
  await takeOut(tx, order.id, cancelled);
  await owe(ctx, tx, order, wish.reason, cancelled);
  const now = groups.map(({ vendor_id, fulfilment }) =>
    cancelled.emptied.includes(vendor_id) ? 'cancelled' : fulfilment,
  );
  if (cancelled.whole) await endOrder(ctx, tx, order, wish.reason);
  else await settleState(ctx, tx, order, stateOf(order.state, now));
}

/** Of gift cards all that are not spent. */
const unspentOf = (
  pieces: readonly Pieces[],
  lines: readonly { lineId: string; giftCard: boolean }[],
  { cards }: Wish,
): Pieces[] =>
  pieces
    .map(({ lineId, quantity }) => ({
      lineId,
      quantity: lines.some(line => line.lineId === lineId && line.giftCard)
        ? Math.min(quantity, cards.get(lineId) ?? 0)
        : quantity,
    }))
    .filter(({ quantity }) => quantity > 0);

/** Raises `gift_card_spent` where more gift cards are named than have anything left. */
function requireUnspent(
  wanted: readonly Pieces[],
  named: readonly { lineId: string; giftCard: boolean }[],
  { cards }: Wish,
): void {
  for (const { lineId } of named.filter(({ giftCard }) => giftCard)) {
    const pieces = wanted.reduce((sum, each) => sum + (each.lineId === lineId ? each.quantity : 0), 0);
    const left = cards.get(lineId) ?? 0;
    if (pieces > left)
      fail('failed_precondition', 'So many of these gift cards have nothing left on them that could go back.', {
        reason: 'gift_card_spent',
        details: { lineId, left },
      });
  }
}

/** While shipping is being asked nobody can tell what it was asked for. */
async function stopShipments(ctx: OrderCtx, tx: Tx, orderId: string, whole: boolean): Promise<void> {
  const saga = await tx.one({ state: col.text, resting: col.bool })`
    select state, driver is null as resting from checkout_sagas where order_id = ${orderId} for update`;
  if (saga.state !== 'confirmed') return;
  if (!saga.resting) busy();
  if (whole)
    await tx.run`
      update checkout_sagas set state = 'completed', version = version + 1, due_at = null where order_id = ${orderId}`;
  // Perhaps what the rest was waiting for is what is cancelled.
  else {
    await tx.run`
      update checkout_sagas set version = version + 1, due_at = coalesce(due_at, ${ctx.now()}) where order_id = ${orderId}`;
    tx.afterCommit(() => ctx.wake('shipments'));
  }
}

type Cancelled = ReturnType<typeof reckonCancellation>;

async function takeOut(tx: Tx, orderId: string, { lines, shares, emptied }: Cancelled): Promise<void> {
  await tx.run`
    update order_items i set cancelled = i.cancelled + c.quantity
    from unnest(${lines.map(line => line.lineId)}::uuid[], ${lines.map(line => line.quantity)}::int[]) as c (line_id, quantity)
    where i.order_id = ${orderId} and i.line_id = c.line_id`;
  await tx.run`
    update order_groups g set
      refunded = g.refunded + c.gross,
      fulfilment = case when g.vendor_id = any(${emptied}::uuid[]) then 'cancelled' else g.fulfilment end
    from (
      select vendor_id, sum(gross)::bigint as gross
      from unnest(${[...lines, ...shares].map(each => each.vendorId)}::uuid[],
                  ${[...lines.map(() => 0n), ...shares.map(share => share.gross)]}::bigint[])
        as s (vendor_id, gross) group by vendor_id) c
    where g.order_id = ${orderId} and g.vendor_id = c.vendor_id`;
}

async function owe(ctx: OrderCtx, tx: Tx, order: LockedOrder, reason: Wish['reason'], cancelled: Cancelled) {
  const { lines, shares, amount, whole, giftCards } = cancelled;
  const items = lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
  const owed = toVendorShares(shares, order.currency);
  await tx.run`
    insert into order_cancellations (id, order_id, reason, whole, items, amount, shares, gift_cards, due_at, created_at)
    values (${ctx.id()}, ${order.id}, ${reason}, ${whole}, ${json(items)}, ${amount}, ${json(owed)}, ${json(giftCards)},
            ${ctx.now()}, ${ctx.now()})`;
  await ctx.publish(tx, orderCancelled, {
    orderId: order.id,
    number: order.number,
    userId: order.user_id,
    cartId: order.cart_id,
    reason,
    lines,
    whole,
    // What goes back of gift cards is told with its refund.
    refunded: amount === 0n && giftCards.length > 0 ? null : money(amount, order.currency),
  });
  tx.afterCommit(() => ctx.wake('cancellations'));
}
