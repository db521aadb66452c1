// Takes over the checkouts whose time has come: a driver that was killed, a rest that is over, a payment that was heard of.

import { epochMs, instantAt } from '#kernel/time';
import type { OrderCtx } from '../definition.ts';
import { timers } from '../domain/saga.ts';
import { drive } from './drive.ts';
import { loadCheckouts, positionRow, toPosition } from './load.ts';

const batchSize = 20;

/** One turn of the loop; true if there may be more at once. */
export async function resumeCheckouts(ctx: OrderCtx): Promise<boolean> {
  const now = ctx.now();
  const taken = await ctx.db.many(positionRow)`
    update checkout_sagas s set
      driver = ${ctx.id()}, due_at = ${instantAt(epochMs(now) + timers.leaseMs)}, version = version + 1
    from (
      select order_id as id from checkout_sagas where due_at <= ${now} and state <> 'confirmed'
      order by due_at limit ${batchSize} for update skip locked) due
    where s.order_id = due.id
    returning ${positionRow}`;
  if (taken.length === 0) return false;
  const checkouts = await loadCheckouts(
    ctx,
    ctx.db,
    taken.map(row => row.order_id),
  );
  const positions = new Map(taken.map(row => [row.order_id, toPosition(row)]));
  await Promise.all(
    checkouts.map(checkout =>
      drive(ctx, checkout, positions.get(checkout.orderId)!).catch(error =>
        ctx.log.warn({ err: error, orderId: checkout.orderId }, 'a checkout could not be taken further'),
      ),
    ),
  );
  return true;
}
