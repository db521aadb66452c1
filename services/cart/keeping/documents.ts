// Carts in the shared keys, under `cart:{id}`. Each change is made by compare-and-set on the whole document: of parallel
// ones each is made on what the former left, in however many processes. A cart the keys lost is read from its record.

import { CodedError, fail } from '#kernel/errors';
import { durationMs, msBetween } from '#kernel/time';
import type { CartCtx } from '../definition.ts';
import { type CartDocument, thawed } from '../domain/document.ts';
import { readRecord } from './record.ts';
import { markChanged } from './write-behind.ts';

/** Each round of rivals lets at least one through, so this is how many can change a cart at the same moment. */
const rounds = 500;
const ttlMs = durationMs('6d');
/** An order that does not come about opens its cart again; until then nothing of it is changed. */
const orderedTtlMs = durationMs('1h');
/** Longer than any checkout runs. */
const chargingMs = durationMs('60s');

interface Held {
  cart: CartDocument;
  text: string;
}

const textOf = (cart: CartDocument): string => JSON.stringify(cart);
const ttlOf = ({ state }: CartDocument): number => (state === 'ordered' ? orderedTtlMs : ttlMs);

/** The cart with its text in the keys, which are filled from the record; null where there is none. */
async function hold(ctx: CartCtx, cartId: string): Promise<Held | null> {
  for (let round = 0; round < rounds; round++) {
    const text = await ctx.keys.get(cartId);
    if (text !== null) return settled(ctx, { cart: JSON.parse(text) as CartDocument, text });
    const cart = await readRecord(ctx.db, cartId);
    if (!cart) return null;
    const written = textOf(cart);
    if (await ctx.keys.compareAndSet(cartId, null, written, ttlOf(cart))) return { cart, text: written };
  }
  return tooMany();
}

/** Of a cart that has been charged for longer than a checkout runs the record says what became of it: the process that
 * froze it may have ended before it wrote that down. */
async function settled(ctx: CartCtx, held: Held): Promise<Held> {
  const { cart, text } = held;
  if (cart.state !== 'charging' || msBetween(cart.checkout!.at, ctx.now()) <= chargingMs) return held;
  const record = await readRecord(ctx.db, cart.id);
  if (record?.state === 'charging') return held;
  const next = record && record.state !== 'open' ? record : thawed(cart);
  const written = textOf(next);
  if (!(await ctx.keys.compareAndSet(cart.id, text, written, ttlOf(next)))) return held;
  markChanged(ctx, cart.id);
  return { cart: next, text: written };
}

/** The cart; while the keys are away as it was last written. Null where there is none. */
export async function findCart(ctx: CartCtx, cartId: string): Promise<CartDocument | null> {
  try {
    return (await hold(ctx, cartId))?.cart ?? null;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'unavailable') return readRecord(ctx.db, cartId);
    throw error;
  }
}

export const noSuchCart = (): never => fail('not_found', 'no such cart');

/**
 * Changes a cart; gives it as it then is. `apply` gives the changed cart, or the same where nothing changes; it runs again
 * when somebody else was faster. Raises `not_found` where there is no such cart.
 */
export async function changeCart(
  ctx: CartCtx,
  cartId: string,
  apply: (cart: CartDocument) => CartDocument,
  { touch = true } = {},
): Promise<CartDocument> {
  for (let round = 0; round < rounds; round++) {
    const { cart, text } = (await hold(ctx, cartId)) ?? noSuchCart();
    const changed = apply(cart);
    if (changed === cart) return cart;
    const next = { ...changed, version: cart.version + 1, updatedAt: touch ? ctx.now() : cart.updatedAt };
    if (await ctx.keys.compareAndSet(cartId, text, textOf(next), ttlOf(next))) {
      markChanged(ctx, cartId);
      return next;
    }
  }
  return tooMany();
}

/** Puts a new cart into the keys. */
export async function addCart(ctx: CartCtx, cart: CartDocument): Promise<void> {
  await ctx.keys.set(cart.id, textOf(cart), { ttlMs });
  markChanged(ctx, cart.id);
}

/** What the keys hold of a cart is out of date. */
export const forgetCart = (ctx: CartCtx, cartId: string): Promise<boolean> => ctx.keys.delete(cartId);

const tooMany = (): never => fail('conflict', 'Too many change this cart at once; try again.');
