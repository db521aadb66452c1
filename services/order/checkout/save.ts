// Where a checkout stands is saved by comparing its version: whoever finds another one there has lost the lead of it.

import { col } from '#kernel/sql/columns';
import { type Fragment, json, nothing, sql } from '#kernel/sql/tag';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { OrderCtx } from '../definition.ts';
import { machine, restMs, timers } from '../domain/saga.ts';
import { orderCancelled, orderConfirmed } from '../events.ts';
import { money } from '../money.ts';
import { type Checkout, eventAbout, type Position } from './checkout.ts';

/** When anybody may take it over: after the lease, after a rest, or never once it is over. */
function dueAt(now: Instant, { state, resting, attempts }: Position, { expiresAt }: Checkout): Instant | null {
  if (machine[state].final) return null;
  if (state === 'confirmed' && attempts === 0) return now;
  if (!resting) return instantAt(epochMs(now) + timers.leaseMs);
  const next = instantAt(epochMs(now) + restMs(attempts));
  return machine[state].expires && expiresAt < next ? expiresAt : next;
}

/** Saves a position that follows the version before; false if somebody else has moved the checkout since. */
export async function savePosition(ctx: OrderCtx, checkout: Checkout, position: Position): Promise<boolean> {
  const { state } = position;
  const now = ctx.now();
  const order = machine[state].order;
  if (order === 'pending') return (await saveSaga(ctx, checkout, position, now)) === 1;
  if (order === 'awaiting_payment' || order === 'payment_unknown')
    return (await saveWithOrder(ctx, checkout, position, now, null)) !== null;
  const end = endOf(ctx, checkout, position);
  const saved = await saveWithOrder(ctx, checkout, position, now, end.parts);
  if (saved?.told === 1) {
    end.told();
    if (state === 'confirmed') ctx.wake('shipments');
  }
  return saved !== null;
}

/** The event of the end it came to, for the row that is told of. */
function endOf(ctx: OrderCtx, checkout: Checkout, { state, cancelReason }: Position) {
  const { currency, lines } = checkout;
  const when = sql`select from told`;
  if (state === 'cancelled') {
    const data = {
      ...eventAbout(checkout),
      reason: cancelReason ?? ('not_placed' as const),
      lines: lines.map(({ lineId, variantId, vendorId, quantity }) => ({ lineId, variantId, vendorId, quantity })),
      whole: true,
      refunded: null,
    };
    return ctx.publishing(orderCancelled, data, when);
  }
  const data = {
    ...eventAbout(checkout),
    total: money(checkout.total, currency),
    lines: lines.map(({ lineId, productId, variantId, vendorId, quantity, total }) => ({
      lineId,
      productId,
      variantId,
      vendorId,
      quantity,
      total: money(total, currency),
    })),
  };
  return ctx.publishing(orderConfirmed, data, when);
}

/** `due_at` is left alone at the pivot, so that PostgreSQL need touch no index there. */
const saveSaga = (ctx: OrderCtx, checkout: Checkout, position: Position, now: Instant): Promise<number> =>
  position.state === 'charging' && !position.resting && !position.resumed
    ? ctx.db.together(checkout.orderId).run`
        update checkout_sagas set state = 'charging', version = ${position.version}, payment_state = ${position.paymentState}
        where order_id = ${checkout.orderId} and version = ${position.version - 1}`
    : ctx.db.together(checkout.orderId).run`
        update checkout_sagas set
          state = ${position.state}, version = ${position.version}, attempts = ${position.attempts},
          driver = case when ${position.resting}::boolean then null else driver end,
          due_at = ${dueAt(now, position, checkout)}, undo = ${position.undo}::text[],
          cancel_reason = ${position.cancelReason}, problem = ${position.problem && json(position.problem)}::jsonb,
          payment_state = ${position.paymentState}, action_url = ${position.actionUrl},
          last_error = ${position.lastError}
        where order_id = ${checkout.orderId} and version = ${position.version - 1}`;

/** The same, with what people see of the order. Gives null where somebody else was faster, else whether the order changed:
 * one that is compensated once more, as money came late, was cancelled before. */
const saveWithOrder = (
  { db }: OrderCtx,
  checkout: Checkout,
  position: Position,
  now: Instant,
  event: Fragment | null,
): Promise<{ told: number } | null> => {
  const { state, cancelReason } = position;
  const order = machine[state].order;
  const paid = state === 'confirmed' ? now : null;
  const over = state === 'cancelled' ? now : null;
  return db.together(checkout.orderId).maybe({ told: col.int })`
    with saga as (
      update checkout_sagas set
        state = ${state}, version = ${position.version}, attempts = ${position.attempts}, driver = null,
        due_at = ${dueAt(now, position, checkout)}, undo = ${position.undo}::text[], cancel_reason = ${cancelReason},
        problem = ${position.problem && json(position.problem)}::jsonb, payment_state = ${position.paymentState},
        action_url = ${position.actionUrl}, last_error = ${position.lastError},
        payment_method = case when ${paid !== null || over !== null}::boolean then null else payment_method end
      where order_id = ${checkout.orderId} and version = ${position.version - 1}
      returning order_id),
    told as (
      update orders set
        state = ${order}, cancel_reason = ${cancelReason}, confirmed_at = coalesce(${paid}::timestamptz, confirmed_at),
        cancelled_at = coalesce(${over}::timestamptz, cancelled_at)
      where owner_key = ${checkout.ownerKey} and id = ${checkout.orderId} and state <> ${order}
        and exists (select from saga)
      returning id),
    noted as (
      insert into order_status_history (order_id, at, state, reason)
      select id, ${now}, ${order}, ${cancelReason} from told)
    ${event ? sql`, ${event}` : nothing}
    select (select count(*) from told)::int as told from saga`;
};
