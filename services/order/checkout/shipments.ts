// Has what was sold sent: many orders a turn, so that the books of all of them are brought up to date together.

import { messageOf } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { epochMs, instantAt } from '#kernel/time';
import type { OrderCtx } from '../definition.ts';
import { restMs, timers } from '../domain/saga.ts';
import { deliverParts } from '../fulfilment.ts';
import { type Checkout, requestsOf, waitingVendors } from './checkout.ts';
import { loadCheckouts } from './load.ts';
import { askForParcels, isAway, type ParcelsRequest, perform } from './steps.ts';

const batchSize = 50;

/** One turn of the loop; true if there may be more at once. */
export async function requestShipments(ctx: OrderCtx): Promise<boolean> {
  const now = ctx.now();
  const taken = await ctx.db.many({ order_id: col.uuid, version: col.int, attempts: col.int })`
    update checkout_sagas s set
      driver = ${ctx.id()}, due_at = ${instantAt(epochMs(now) + timers.leaseMs)}, version = version + 1
    from (
      select order_id as id from checkout_sagas where due_at <= ${now} and state = 'confirmed'
      order by due_at limit ${batchSize} for update skip locked) due
    where s.order_id = due.id
    returning order_id, version, attempts`;
  if (taken.length === 0) return false;
  const checkouts = await loadCheckouts(
    ctx,
    ctx.db,
    taken.map(({ order_id }) => order_id),
  );
  const errors = await sendAll(ctx, checkouts);
  // What waits for its goods is looked at again when they are there.
  const waiting = new Set(checkouts.filter(each => waitingVendors(each).size > 0).map(({ orderId }) => orderId));
  const outcomes = taken.map(row => {
    const error = errors.get(row.order_id) ?? null;
    const retryAt = error === null ? null : instantAt(epochMs(ctx.now()) + restMs(row.attempts));
    return { ...row, retryAt, error: error === null ? null : messageOf(error) };
  });
  await ctx.db.run`
    update checkout_sagas s set
      state = case when r.retry_at is null and not r.waits then 'completed' else s.state end, version = s.version + 1, driver = null,
      due_at = r.retry_at, attempts = case when r.retry_at is null then 0 else s.attempts + 1 end, last_error = r.error
    from unnest(${outcomes.map(row => row.order_id)}::uuid[], ${outcomes.map(row => row.version)}::int[],
                ${outcomes.map(row => row.retryAt)}::timestamptz[], ${outcomes.map(row => row.error)}::text[],
                ${outcomes.map(row => waiting.has(row.order_id))}::boolean[])
      as r (order_id, version, retry_at, error, waits)
    where s.order_id = r.order_id and s.version = r.version`;
  await deliverWhatIsNotSent(
    ctx,
    checkouts.filter(({ orderId }) => !errors.has(orderId)),
  );
  return true;
}

/** Has the parcels of many orders sent by as few calls as hold them. Gives what went wrong, by order. */
async function sendAll(ctx: OrderCtx, checkouts: readonly Checkout[]): Promise<Map<string, unknown>> {
  const requests = checkouts.map(checkout => ({ checkout, request: requestsOf(checkout).shipments() }));
  const errors = await Promise.all(inCalls(requests).map(some => send(ctx, some)));
  return new Map(errors.flat());
}

interface ToSend {
  checkout: Checkout;
  request: ParcelsRequest;
}

async function send(ctx: OrderCtx, some: readonly ToSend[]): Promise<(readonly [orderId: string, error: unknown])[]> {
  try {
    const requests = some.map(({ request }) => request);
    return [...(await askForParcels(ctx, requests))];
  } catch (error) {
    if (isAway(error) || some.length === 1) return some.map(({ checkout }) => [checkout.orderId, error] as const);
    // One of them does not let the others through: each is asked for alone.
    const alone = await Promise.all(some.map(({ checkout }) => perform(ctx, checkout, 'requestShipments')));
    return some.flatMap(({ checkout }, index) => {
      const problem = alone[index]!.error;
      return problem === null ? [] : [[checkout.orderId, problem] as const];
    });
  }
}

/** A call may hold 100 kB, and how much an order takes depends on its lines. */
const callBytes = 80_000;

/** Cuts a list into calls that are not too long; what alone is too long is alone. */
function inCalls(list: readonly ToSend[]): ToSend[][] {
  const calls: ToSend[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const each of list) {
    const more = Buffer.byteLength(JSON.stringify(each.request));
    if (bytes + more > callBytes) {
      calls.push([]);
      bytes = 0;
    }
    calls.at(-1)!.push(each);
    bytes += more;
  }
  return calls;
}

/** A part of which nothing is sent, such as a voucher, is there as soon as it is sold. */
async function deliverWhatIsNotSent(ctx: OrderCtx, checkouts: readonly Checkout[]): Promise<void> {
  for (const checkout of checkouts) {
    const { orderId, lines } = checkout;
    const ships = lines.filter(line => line.ships).map(({ vendorId }) => vendorId);
    const sent = new Set([...ships, ...waitingVendors(checkout)]);
    const there = [...new Set(lines.map(({ vendorId }) => vendorId))].filter(vendorId => !sent.has(vendorId));
    if (there.length > 0) await ctx.db.transaction(tx => deliverParts(ctx, tx, orderId, there, 'delivered'));
  }
}
