// Whose a cart is: of the account it belongs to, or of whoever has its token.

import type { Call } from '#kernel/call';
import { sameBytes } from '#kernel/security/digest';
import { durationMs } from '#kernel/time';
import type { CartCtx } from '../definition.ts';
import { type CartDocument, requireOpen } from '../domain/document.ts';
import { changeCart, findCart, noSuchCart } from './documents.ts';
import { openCartOf } from './record.ts';

/** What every request about a cart says. */
export interface Asked {
  cartId: string;
  cartToken?: string | undefined;
}

const secretOf = ({ cipher }: CartCtx, cartId: string): Buffer => cipher.blindIndex(`cart:${cartId}`);

/** The secret of a guest's cart: it follows from the id by a key of the service, so that none is stored. */
export const tokenOf = (ctx: CartCtx, cartId: string): string => secretOf(ctx, cartId).toString('base64url');

/** Raises `not_found` for the cart of somebody else. */
export function requireTheirs(ctx: CartCtx, cart: CartDocument, { cartToken }: Asked, call: Call): void {
  const theirs =
    cart.userId === null
      ? cartToken !== undefined && sameBytes(secretOf(ctx, cart.id), Buffer.from(cartToken, 'base64url'))
      : cart.userId === call.user?.userId;
  if (!theirs) noSuchCart();
}

/** The caller's cart in whatever state. */
export async function readTheirs(ctx: CartCtx, asked: Asked, call: Call): Promise<CartDocument> {
  const cart = (await findCart(ctx, asked.cartId)) ?? noSuchCart();
  requireTheirs(ctx, cart, asked, call);
  return cart;
}

/** Changes the caller's cart while it is open. */
export const changeTheirs = (
  ctx: CartCtx,
  asked: Asked,
  call: Call,
  apply: (cart: CartDocument) => CartDocument,
): Promise<CartDocument> =>
  changeCart(ctx, asked.cartId, cart => {
    requireTheirs(ctx, cart, asked, call);
    requireOpen(cart);
    return apply(cart);
  });

const userKey = (userId: string): string => `user:${userId}`;
const userTtlMs = durationMs('6d');

/** The cart that counts as somebody's, as far as the keys know. */
export const currentIdOf = ({ keys }: CartCtx, userId: string): Promise<string | null> => keys.get(userKey(userId));

/** The cart somebody is filling or paying, or null. */
export async function cartOf(ctx: CartCtx, userId: string): Promise<CartDocument | null> {
  const cartId = (await currentIdOf(ctx, userId)) ?? (await openCartOf(ctx.db, userId));
  const cart = cartId === null ? null : await findCart(ctx, cartId);
  return cart?.userId === userId && (cart.state === 'open' || cart.state === 'charging') ? cart : null;
}

/** Makes a cart the one of its owner unless there is another; gives the id of the one it is. */
export async function becomeCartOf(ctx: CartCtx, userId: string, cartId: string): Promise<string> {
  const { keys } = ctx;
  if (await keys.set(userKey(userId), cartId, { ttlMs: userTtlMs, onlyIfAbsent: true })) return cartId;
  const current = await cartOf(ctx, userId);
  if (current) return current.id;
  await keys.set(userKey(userId), cartId, { ttlMs: userTtlMs });
  return cartId;
}

/** Nobody's current cart is known any more. */
export const forgetCartOf = (ctx: CartCtx, userId: string): Promise<boolean> => ctx.keys.delete(userKey(userId));
