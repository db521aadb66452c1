// Order and pay: refuse what cannot be, write the order down, and drive its checkout as far as it goes. Who asks for the
// same checkout meanwhile or afterwards gets the answer of the one order.

import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '#kernel/errors';
import type { CheckoutResult } from '../contract/wire.ts';
import type { OrderCtx } from '../definition.ts';
import { keysOf } from '../ids.ts';
import { drive } from './drive.ts';
import { insertCheckout, type PlaceInput } from './insert.ts';
import { findCheckout, findPosition } from './load.ts';
import { quote, type Wanted } from './quote.ts';
import { refuse } from './refuse.ts';
import { isDecided, replyOf } from './reply.ts';

/** The checkouts this process drives for somebody, by the service's context. */
const underWay = new WeakMap<object, Map<string, Promise<CheckoutResult>>>();

/** An order as it is asked for; with prices of its own where it is that of a group buy. */
type Placing = PlaceInput & Pick<Wanted, 'prices'>;

/** Places an order; the errors are those of the contract. */
export function place(ctx: OrderCtx, input: Placing): Promise<CheckoutResult> {
  let mine = underWay.get(ctx);
  if (!mine) underWay.set(ctx, (mine = new Map()));
  const twin = mine.get(input.checkoutId);
  if (twin) return besides(ctx, input.checkoutId, twin);
  const driven = placeAlone(ctx, input);
  mine.set(input.checkoutId, driven);
  const forget = () => mine.delete(input.checkoutId);
  driven.then(forget, forget);
  return driven;
}

/** The answer of a twin, or if its driver hangs, of whoever takes the checkout over. */
async function besides(ctx: OrderCtx, checkoutId: string, twin: Promise<CheckoutResult>): Promise<CheckoutResult> {
  const answered = new AbortController();
  try {
    return await Promise.race([twin, join(ctx, checkoutId, answered.signal)]);
  } finally {
    answered.abort();
  }
}

async function placeAlone(ctx: OrderCtx, input: Placing): Promise<CheckoutResult> {
  const placed = await newOrder(ctx, input);
  if (!placed) return join(ctx, input.checkoutId);
  const position = await drive(ctx, placed.checkout, placed.position);
  return position ? replyOf(ctx, placed.checkout, position) : join(ctx, input.checkoutId);
}

/** Writes the order; null if it was there before. What a repetition finds changed, such as a coupon that the order
 * itself used up, is no reason to refuse it. */
async function newOrder(ctx: OrderCtx, input: Placing) {
  try {
    const { address, ...wanted } = input;
    const destination = address && { country: address.country, region: address.region, postcode: address.postcode };
    const found = await quote(ctx, { ...wanted, destination });
    refuse(found, input);
    return await insertCheckout(ctx, input, found);
  } catch (error) {
    if (await findPosition(ctx.db, keysOf(input.checkoutId).orderId)) return null;
    throw error;
  }
}

const pollMs = 200;
const polls = 60;

/** Waits until the order of a checkout is decided, and gives its answer; after 12 s what there is to say. */
async function join(ctx: OrderCtx, checkoutId: string, signal?: AbortSignal): Promise<CheckoutResult> {
  const { orderId } = keysOf(checkoutId);
  for (let poll = 1; ; poll++) {
    if (signal) await sleep(pollMs, undefined, { signal });
    const position = await findPosition(ctx.db, orderId);
    if (position && (isDecided(position) || poll >= polls)) {
      const { checkout } = (await findCheckout(ctx, orderId))!;
      return replyOf(ctx, checkout, position);
    }
    if (poll >= polls) return fail('unavailable', 'The order is not through yet; ask again in a moment.');
    if (!signal) await sleep(pollMs);
  }
}
