// What becomes of a frozen cart: order is asked under one checkout id, as often as it takes, until it says.

import type { Call } from '#kernel/call';
import type { InputOf, Money } from '#kernel/contract';
import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { plus } from '#kernel/time';
import type { CheckoutResult, order, PaymentMethod } from '#services/order/contract';
import type { CartCtx } from '../definition.ts';
import { type CartDocument, outageMark, thawed, withMark } from '../domain/document.ts';
import { detailsOf } from '../keeping/details.ts';
import { changeCart, forgetCart } from '../keeping/documents.ts';
import { beginCharge, markOrdered, reopen } from '../keeping/record.ts';
import { markWritten } from '../keeping/write-behind.ts';
import { homesOf, wantedOf } from '../showing/quote.ts';

export type OrderRequest = InputOf<(typeof order)['endpoints']['placeOrder']>;

/** A checkout has half a minute; then somebody else asks what became of it. */
const askAfter = '45s';

const place = (cartId: string): string => `carts|request|${cartId}`;

/** What was stored of a request can be asked again. */
export const openRequest = ({ cipher }: CartCtx, cartId: string, sealed: Buffer): OrderRequest =>
  JSON.parse(cipher.open(sealed, place(cartId))) as OrderRequest;

/** What order is asked for a frozen cart. */
export async function requestOf(
  ctx: CartCtx,
  cart: CartDocument,
  {
    expectedTotal,
    payment,
    preorderUntil,
  }: { expectedTotal: Money; payment: PaymentMethod; preorderUntil?: string | undefined },
): Promise<OrderRequest> {
  const { email, address, billingAddress, note } = detailsOf(ctx, cart);
  return {
    ...wantedOf(cart),
    buildingIds: await homesOf(ctx, cart.userId),
    checkoutId: cart.checkout!.id,
    cartId: cart.id,
    email: email!,
    address,
    billingAddress,
    methodId: cart.methodId,
    slotId: cart.slotId,
    expectedTotal,
    preorderUntil: preorderUntil ?? null,
    payment,
    note,
  };
}

/** Writes a frozen cart with its request before anything is charged; gives the request that counts, that of the first
 * of several of the same checkout. Null where the record says that another checkout has the cart. */
export async function begin(ctx: CartCtx, cart: CartDocument, request: OrderRequest): Promise<OrderRequest | null> {
  const sealed = ctx.cipher.seal(JSON.stringify(request), place(cart.id));
  try {
    const counting = await beginCharge(ctx.db.together(cart.id), cart, {
      request: sealed,
      askAt: plus(ctx.now(), askAfter),
    });
    markWritten(ctx, cart.id);
    return counting?.equals(sealed) ? request : counting && openRequest(ctx, cart.id, counting);
  } catch (error) {
    // Nothing was asked yet, so the cart can be changed again.
    await inKeys(ctx, cart.id, found => (isChargedBy(found, cart.checkout!.id) ? thawed(found) : found));
    throw error;
  }
}

/** The request of a checkout that was begun; null where the record does not know it (yet). */
export async function storedRequest(ctx: CartCtx, { id, checkout }: CartDocument): Promise<OrderRequest | null> {
  const stored = await ctx.db.maybe({ request: col.bytes })`
    select request from carts where id = ${id} and checkout_id = ${checkout!.id} and request is not null`;
  return stored && openRequest(ctx, id, stored.request);
}

/** Asks order; what came to nothing opens the cart again, an order closes it, and what is not known
 * stays as it is. */
export async function ask(ctx: CartCtx, request: OrderRequest, call?: Call): Promise<CheckoutResult> {
  const { checkoutId } = request;
  const cartId = request.cartId!;
  let result: CheckoutResult;
  try {
    result = await ctx.clients.order.placeOrder(request, call);
  } catch (error) {
    if (isRefusal(error)) await refused(ctx, cartId, checkoutId);
    if (isOutage(error)) await refused(ctx, cartId, checkoutId, outageMark(checkoutId));
    throw error;
  }
  if (result.state === 'cancelled') await refused(ctx, cartId, checkoutId);
  else await ordered(ctx, cartId, checkoutId, result.orderId);
  return result;
}

/** Whether an error is order's decision. A conflict without a reason is none: somebody was in the way. */
const isRefusal = (error: unknown): boolean =>
  error instanceof CodedError &&
  (['failed_precondition', 'invalid_argument', 'not_found', 'permission_denied'].includes(error.code) ||
    (error.code === 'conflict' && error.extras.reason !== undefined));

/** Order has given up, since something it needs is down: not a word about the buyer, but this checkout is over. */
const isOutage = (error: unknown): boolean =>
  error instanceof CodedError && error.code === 'unavailable' && error.extras.reason === 'not_placed';

async function refused(ctx: CartCtx, cartId: string, checkoutId: string, mark?: string): Promise<void> {
  const marked = (cart: CartDocument) => (mark === undefined ? cart : withMark(cart, mark));
  await reopen(ctx.db, { id: cartId, checkoutId, mark: mark ?? null, now: ctx.now() });
  await inKeys(ctx, cartId, cart => (isChargedBy(cart, checkoutId) ? thawed(marked(cart)) : cart));
}

async function ordered(ctx: CartCtx, cartId: string, checkoutId: string, orderId: string): Promise<void> {
  if (!(await markOrdered(ctx.db.together(cartId), { id: cartId, checkoutId, orderId, now: ctx.now() }))) return;
  await inKeys(ctx, cartId, cart => (isChargedBy(cart, checkoutId) ? { ...cart, state: 'ordered', orderId } : cart));
}

const isChargedBy = ({ state, checkout }: CartDocument, checkoutId: string): boolean =>
  state === 'charging' && checkout?.id === checkoutId;

/** The record has decided; the keys follow, and where they cannot they are filled anew from it. */
async function inKeys(ctx: CartCtx, cartId: string, apply: (cart: CartDocument) => CartDocument): Promise<void> {
  try {
    await changeCart(ctx, cartId, apply);
  } catch (error) {
    ctx.log.warn({ err: error, cartId }, 'the keys do not know yet what became of a checkout');
    await forgetCart(ctx, cartId).catch(() => false);
  }
}
