// What cart does when something happens elsewhere.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { plus } from '#kernel/time';
import { inventoryChanged, priceChanged, productUpdated } from '#services/catalog/events';
import { userDeleted } from '#services/iam/events';
import { orderCancelled, orderConfirmed } from '#services/order/events';
import { type CartCtx, cartService } from './definition.ts';
import { forgetCart } from './keeping/documents.ts';
import { currentIdOf, forgetCartOf } from './keeping/owners.ts';
import { askSoon, reopenOrdered } from './keeping/record.ts';
import { markPrice, markProduct, markStock } from './showing/marks.ts';

/** A hint is not worth an event that waits: a cart with totals looks for itself. */
const hinting = async (ctx: CartCtx, mark: Promise<boolean>): Promise<void> => {
  await mark.catch(error => ctx.log.warn({ err: error }, 'a change of the catalogue is not shown in carts'));
};

export const notePrice = cartService.on(priceChanged, (ctx, { variantId, price }) =>
  hinting(ctx, markPrice(ctx, variantId, price)),
);
export const noteStock = cartService.on(inventoryChanged, (ctx, { variantId, available }) =>
  hinting(ctx, markStock(ctx, variantId, available)),
);
export const noteProduct = cartService.on(productUpdated, (ctx, { productId, state }) =>
  hinting(ctx, markProduct(ctx, productId, state === 'active')),
);

interface Heard {
  ctx: CartCtx;
  cartId: string;
}

/** The requests that charged these carts mostly know already; where one ended before, order is asked. */
async function askAboutAll(tx: Tx, heard: readonly Heard[]): Promise<void> {
  const cartIds = heard.map(({ cartId }) => cartId);
  await askSoon(tx, cartIds, plus(heard[0]!.ctx.now(), '1s'));
}

export const noteConfirmed = cartService.on(orderConfirmed, async (ctx, { cartId }, tx) => {
  if (cartId !== null) tx.beforeCommit(askAboutAll, { ctx, cartId });
});

const neverCameAbout = new Set(['payment_failed', 'payment_expired', 'out_of_stock', 'not_placed']);

/** What was in the cart of an order that did not come about can be ordered again. */
export const noteCancelled = cartService.on(orderCancelled, async (ctx, { cartId, orderId, reason, whole }, tx) => {
  if (cartId === null || !whole) return;
  await askSoon(tx, [cartId], plus(ctx.now(), '1s'));
  if (!neverCameAbout.has(reason)) return;
  if (await reopenOrdered(tx, { id: cartId, orderId, now: ctx.now() }))
    tx.afterCommit(() => {
      forgetCart(ctx, cartId).catch(error => ctx.log.warn({ err: error, cartId }, 'a cart is not known to be open'));
    });
});

/** The carts of somebody who is gone go too, first from where they would be written again. */
export const forgetUser = cartService.on(userDeleted, async (ctx, { userId }, tx) => {
  const carts = await tx.many({ id: col.uuid })`select id from carts where user_id = ${userId}`;
  const current = await currentIdOf(ctx, userId);
  for (const id of [...carts.map(({ id }) => id), ...(current === null ? [] : [current])]) await forgetCart(ctx, id);
  await forgetCartOf(ctx, userId);
  await tx.run`delete from carts where user_id = ${userId}`;
});
