// A cart as the shared keys hold it, and the changes it takes. Each change is a function of the cart alone, so that it
// can be made again on a cart that somebody else has changed meanwhile.

import { fail } from '#kernel/errors';
import type { Instant } from '#kernel/time';
import type { CartState } from '../contract/wire.ts';

export interface Item {
  id: string;
  variantId: string;
  productId: string | null;
  quantity: number;
  savedForLater: boolean;
  /** The price of one piece as it was first shown, in minor units. */
  seenPrice: string | null;
  addedAt: Instant;
}

export interface Checkout {
  id: string;
  /** Tells a repetition from another request; null without an Idempotency-Key. */
  hash: string | null;
  at: Instant;
}

export interface CartDocument {
  id: string;
  userId: string | null;
  state: CartState;
  currency: string;
  version: number;
  attempt: number;
  items: readonly Item[];
  codes: readonly string[];
  /** E-mail, addresses and note: sealed, in base64. */
  details: string | null;
  methodId: string | null;
  slotId: string | null;
  applied: readonly string[];
  mergedInto: string | null;
  checkout: Checkout | null;
  orderId: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

const most = { items: 100, quantity: 999, codes: 10, applied: 50 } as const;

export const newDocument = (id: string, userId: string | null, currency: string, now: Instant): CartDocument => ({
  id,
  userId,
  state: 'open',
  currency,
  version: 1,
  attempt: 1,
  items: [],
  codes: [],
  details: null,
  methodId: null,
  slotId: null,
  applied: [],
  mergedInto: null,
  checkout: null,
  orderId: null,
  createdAt: now,
  updatedAt: now,
});

/** Raises `failed_precondition` for a cart that cannot be changed (any more). */
export function requireOpen({ state, orderId, mergedInto }: CartDocument): void {
  if (state === 'charging')
    fail('failed_precondition', 'This cart is being paid; wait until that has come to an end.', {
      reason: 'cart_charging',
    });
  if (state === 'ordered')
    fail('failed_precondition', 'This cart has been ordered; take a new one.', {
      reason: 'cart_ordered',
      details: { orderId },
    });
  if (state === 'merged')
    fail('failed_precondition', 'What was in this cart is in yours now.', {
      reason: 'cart_merged',
      details: { cartId: mergedInto },
    });
}

/** Whether a change that must not happen twice has happened. */
export const wasApplied = ({ applied }: CartDocument, mark: string): boolean => applied.includes(mark);

/** Remembers the newest marks. */
export const withMark = (cart: CartDocument, mark: string): CartDocument => ({
  ...cart,
  applied: [...cart.applied, mark].slice(-most.applied),
});

/** By which a cart knows what was sent under the Idempotency-Key of a checkout that did not come about; null without one. */
const refusedMark = ({ id, hash }: Checkout): string | null => (hash === null ? null : `checkout:${id}:${hash}`);

/** Open again; the next checkout is another. */
export function thawed(cart: CartDocument): CartDocument {
  const mark = cart.checkout && refusedMark(cart.checkout);
  const marked = mark === null || wasApplied(cart, mark) ? cart : withMark(cart, mark);
  return { ...marked, state: 'open', attempt: cart.attempt + 1, version: cart.version + 1, checkout: null };
}

/** Whether something else was sent before under the Idempotency-Key of a checkout. */
export const sentOtherwise = ({ applied }: CartDocument, { id, hash }: Omit<Checkout, 'at'>): boolean =>
  applied.some(mark => mark.startsWith(`checkout:${id}:`) && mark !== `checkout:${id}:${hash}`);

/** The lines that are ordered, without what was put aside. */
export const wanted = ({ items }: CartDocument): Item[] => items.filter(({ savedForLater }) => !savedForLater);

/** Adds pieces to a cart: to those of the variant that are there, else as an item of the id. */
export function added(
  cart: CartDocument,
  { id, variantId, quantity, addedAt }: { id: string; variantId: string; quantity: number; addedAt: Instant },
): CartDocument {
  const there = wanted(cart).find(item => item.variantId === variantId);
  if (there) return withQuantity(cart, there.id, there.quantity + quantity);
  if (wanted(cart).length >= most.items)
    fail('failed_precondition', `A cart holds ${most.items} different things; order these first.`, {
      reason: 'cart_full',
    });
  const item: Item = { id, variantId, productId: null, quantity, savedForLater: false, seenPrice: null, addedAt };
  return { ...cart, items: [...cart.items, item] };
}

/** Sets how many; raises `not_found` for what is not there. */
export function withQuantity(cart: CartDocument, itemId: string, quantity: number): CartDocument {
  const item = itemOf(cart, itemId);
  if (quantity > most.quantity)
    fail('failed_precondition', `At most ${most.quantity} pieces can be ordered at once.`, {
      reason: 'quantity_too_large',
    });
  if (item.quantity === quantity) return cart;
  return { ...cart, items: cart.items.map(each => (each === item ? { ...each, quantity } : each)) };
}

export function without(cart: CartDocument, itemId: string): CartDocument {
  const items = cart.items.filter(({ id }) => id !== itemId);
  return items.length === cart.items.length ? cart : { ...cart, items };
}

/** Puts an item aside or takes it back, adding it to those of the same variant there. */
export function moved(cart: CartDocument, itemId: string, savedForLater: boolean): CartDocument {
  const item = itemOf(cart, itemId);
  if (item.savedForLater === savedForLater) return cart;
  const there = cart.items.find(each => each.variantId === item.variantId && each !== item);
  if (there) {
    const quantity = Math.min(most.quantity, there.quantity + item.quantity);
    return without({ ...cart, items: cart.items.map(each => (each === there ? { ...each, quantity } : each)) }, itemId);
  }
  const beside = cart.items.filter(each => each.savedForLater === savedForLater);
  if (beside.length >= most.items)
    fail('failed_precondition', `There is room for ${most.items} different things; take one out first.`, {
      reason: 'cart_full',
    });
  return { ...cart, items: cart.items.map(each => (each === item ? { ...each, savedForLater } : each)) };
}

function itemOf({ items }: CartDocument, itemId: string): Item {
  return items.find(({ id }) => id === itemId) ?? fail('not_found', 'There is no such item in this cart.');
}

export function withCode(cart: CartDocument, code: string): CartDocument {
  if (cart.codes.includes(code)) return cart;
  if (cart.codes.length >= most.codes)
    fail('failed_precondition', `A cart takes ${most.codes} coupons; take one out first.`, { reason: 'cart_full' });
  return { ...cart, codes: [...cart.codes, code] };
}

export const withoutCode = (cart: CartDocument, code: string): CartDocument =>
  cart.codes.includes(code) ? { ...cart, codes: cart.codes.filter(each => each !== code) } : cart;

/** By which a cart knows that it has taken in another. */
export const mergeMark = (otherId: string): string => `merge:${otherId}`;

/** Takes in what is in another cart and marks it; what finds no room is put aside. */
export function mergedWith(cart: CartDocument, other: CartDocument, details: string | null): CartDocument {
  const items = [...cart.items];
  for (const item of other.items) {
    const place = items.findIndex(
      each => each.variantId === item.variantId && each.savedForLater === item.savedForLater,
    );
    const there = items[place];
    const full = items.filter(({ savedForLater }) => !savedForLater).length >= most.items;
    if (there) items[place] = { ...there, quantity: Math.min(most.quantity, there.quantity + item.quantity) };
    else items.push(full ? { ...item, savedForLater: true } : item);
  }
  const codes = [...new Set([...cart.codes, ...other.codes])].slice(0, most.codes);
  return withMark({ ...cart, items, codes, details: cart.details ?? details }, mergeMark(other.id));
}

/** Remembers what things cost and are, where that was not known yet. */
export function withSeen(
  cart: CartDocument,
  shown: ReadonlyMap<string, { productId: string; price: string }>,
): CartDocument {
  const news = (item: Item) => item.seenPrice === null && shown.has(item.id);
  if (cart.state !== 'open' || !cart.items.some(news)) return cart;
  return {
    ...cart,
    items: cart.items.map(item => {
      const found = shown.get(item.id);
      return found && news(item) ? { ...item, seenPrice: found.price, productId: found.productId } : item;
    }),
  };
}

/** By which a cart knows that a checkout of it came to nothing as something was down. */
export const outageMark = (checkoutId: string): string => `outage:${checkoutId}`;
