// The pledges of group buys that have succeeded become orders, each by the checkout that any order goes through. Every one
// is repeatable by the pledge's id, so that whoever is killed on the way leaves nothing but a pledge to be taken up again.

import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { epochMs, instantAt } from '#kernel/time';
import { findPosition } from '../checkout/load.ts';
import { place } from '../checkout/place.ts';
import { quote } from '../checkout/quote.ts';
import type { OrderCtx } from '../definition.ts';
import { restMs, timers } from '../domain/saga.ts';
import { groupBuyPledgeFailed } from '../events.ts';
import { keysOf } from '../ids.ts';
import { money } from '../money.ts';
import { checkoutIdOf, openDetails, placedAs, wantedOf } from './pledge.ts';

const dueShape = {
  id: col.uuid,
  group_buy_id: col.uuid,
  building_id: col.uuid,
  vendor_id: col.uuid,
  variant_id: col.uuid,
  title: col.text,
  currency: col.text,
  amount: col.bigint,
  user_id: col.uuid.orNull,
  quantity: col.int,
  method_id: col.uuid,
  agreed: col.bigint,
  details: col.bytes,
  attempt: col.int,
  tries: col.int,
};
type Due = Awaited<ReturnType<typeof takeDue>>[number];

const batchSize = 10;
/** How often a checkout may come to nothing because something was down. */
const mostAttempts = 10;

/** Takes pledges that are due, for as long as a driver of a checkout may take. */
const takeDue = (ctx: OrderCtx) =>
  ctx.db.many(dueShape)`
    update group_buy_pledges p set due_at = ${instantAt(epochMs(ctx.now()) + timers.leaseMs)}
    from (
      select d.id, g.id as group_buy_id, g.building_id, g.vendor_id, g.variant_id, g.title, g.currency, g.amount
      from group_buy_pledges d join group_buys g on g.id = d.group_buy_id
      where d.due_at <= ${ctx.now()} order by d.due_at, d.id limit ${batchSize} for update of d skip locked) due
    where p.id = due.id
    returning p.id, due.group_buy_id, due.building_id, due.vendor_id, due.variant_id, due.title, due.currency, due.amount,
              p.user_id, p.quantity, p.method_id, p.agreed, p.details, p.attempt, p.tries`;

/** One turn of the loop; true if there may be more at once. What becomes of one pledge is nothing to the others. */
export async function orderPledges(ctx: OrderCtx): Promise<boolean> {
  const taken = await takeDue(ctx);
  await Promise.all(taken.map(pledge => orderOne(ctx, pledge)));
  return taken.length > 0;
}

async function orderOne(ctx: OrderCtx, pledge: Due): Promise<void> {
  try {
    const orderId = await placeOne(ctx, pledge);
    await ctx.db.run`
      update group_buy_pledges set state = 'ordered', order_id = ${orderId}, details = null, due_at = null
      where id = ${pledge.id} and state = 'pledged'`;
  } catch (error) {
    await putOff(ctx, pledge, error).catch(late =>
      ctx.log.warn({ err: late, pledgeId: pledge.id }, 'a pledge waits for its lease to end'),
    );
  }
}

/** Gives the order of a pledge. Raises why there is none (yet). */
async function placeOne(ctx: OrderCtx, pledge: Due): Promise<string> {
  const checkoutId = checkoutIdOf(pledge.id, pledge.attempt);
  const details = openDetails(ctx, pledge.id, pledge.details);
  const { country, region, postcode } = details.address;
  const taken = { id: pledge.id, userId: pledge.user_id, quantity: pledge.quantity, methodId: pledge.method_id };
  const wanted = {
    ...wantedOf(pledge, taken, String(pledge.amount), { country, region, postcode }),
    methodId: pledge.method_id,
  };
  // An order that is there keeps its total, whatever things cost by now.
  const known = await findPosition(ctx.db, keysOf(checkoutId).orderId);
  const total = known ? pledge.agreed : await totalOf(ctx, wanted, pledge);
  return (await place(ctx, placedAs(wanted, checkoutId, details, total))).orderId;
}

async function totalOf(ctx: OrderCtx, wanted: Parameters<typeof quote>[1], { agreed, currency }: Due): Promise<bigint> {
  const { total } = (await quote(ctx, wanted)).totals;
  if (total > agreed)
    throw new CodedError('conflict', 'It would cost more than was agreed to, so it was not ordered.', {
      reason: 'total_changed',
      details: { expected: money(agreed, currency), total: money(total, currency) },
    });
  return total;
}

/** What follows from an error: a refusal ends the pledge, whatever else is tried again; under new ids only once the
 * checkout under the old ones is known to have come to nothing. */
async function putOff(ctx: OrderCtx, pledge: Due, error: unknown): Promise<void> {
  const position = await findPosition(ctx.db, keysOf(checkoutIdOf(pledge.id, pledge.attempt)).orderId);
  const refusal = position?.problem ?? (position === null ? refusalIn(error) : null);
  const again = refusal?.code === 'unavailable' && pledge.attempt < mostAttempts;
  if (refusal && !again) return endPledge(ctx, pledge, refusal.reason);
  await ctx.db.run`
    update group_buy_pledges set
      attempt = attempt + ${again ? 1 : 0}, tries = tries + 1,
      due_at = ${instantAt(epochMs(ctx.now()) + restMs(pledge.tries))}
    where id = ${pledge.id} and state = 'pledged' and attempt = ${pledge.attempt}`;
}

const refusing = new Set(['conflict', 'failed_precondition', 'invalid_argument', 'not_found']);

/** Why nothing was ordered; null where that is not for good. */
function refusalIn(error: unknown): { code: string; reason: string } | null {
  if (!(error instanceof CodedError) || !refusing.has(error.code)) return null;
  return { code: error.code, reason: error.extras.reason ?? 'not_placed' };
}

const endPledge = (ctx: OrderCtx, pledge: Due, reason: string): Promise<void> =>
  ctx.db.transaction(async tx => {
    const ended = await tx.run`
      update group_buy_pledges set state = 'failed', reason = ${reason}, details = null, due_at = null
      where id = ${pledge.id} and state = 'pledged' and attempt = ${pledge.attempt}`;
    if (ended === 0) return;
    await ctx.publish(tx, groupBuyPledgeFailed, {
      groupBuyId: pledge.group_buy_id,
      buildingId: pledge.building_id,
      vendorId: pledge.vendor_id,
      variantId: pledge.variant_id,
      title: pledge.title,
      pledgeId: pledge.id,
      userId: pledge.user_id,
      reason,
    });
  });
