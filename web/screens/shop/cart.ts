// The cart of whoever is here. That of an account is found by the account. That of a guest is theirs by a token, which is
// kept in this browser's storage under one name and sent as a header: never in an address, which would end up in
// histories, logs and links, and never in a cookie, which would go along with requests other pages make. It opens this
// one cart and nothing else, and is forgotten as soon as the cart is ordered or somebody's.

import { useMutation, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { OutputOf } from '#kernel/contract';
import { CodedError } from '#kernel/errors';
import { cart as service } from '#services/cart/contract';
import { useAttempt } from '#web/api/attempt.ts';
import { ask } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';
import { session } from '#web/api/session.ts';

const { addItem, createCart, getCart, getMyCart, mergeCart } = service.endpoints;
export type Cart = OutputOf<typeof getCart>;

const place = 'agora.cart';
interface Guest {
  cartId: string;
  cartToken: string;
}

function guest(): Guest | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as Partial<Guest> | null;
    return kept?.cartId && kept.cartToken ? { cartId: kept.cartId, cartToken: kept.cartToken } : null;
  } catch {
    return null;
  }
}
/** Lets go of a guest's cart that is ordered, merged or gone. */
export const forgetGuestCart = (): void => localStorage.removeItem(place);

const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof CodedError && codes.includes(error.code);
const orNull = async <T>(work: Promise<T>): Promise<T | null> =>
  work.catch(error => {
    if (isCode(error, 'not_found')) return null;
    throw error;
  });

/** What a guest filled before the sign-in becomes theirs; asked again, it is added once. */
let merging: Promise<unknown> | null = null;
async function mergeGuest(): Promise<void> {
  const kept = guest();
  if (!kept) return;
  merging ??= ask(mergeCart, { ...kept, totals: false })
    .catch(error => {
      // Ordered or merged meanwhile: there is nothing left to take over.
      if (!isCode(error, 'not_found', 'failed_precondition')) throw error;
    })
    .then(forgetGuestCart)
    .finally(() => {
      merging = null;
    });
  await merging;
}

async function read(totals: boolean): Promise<Cart | null> {
  if (session.state.status === 'in') {
    await mergeGuest();
    return ask(getMyCart, { totals });
  }
  const kept = guest();
  if (!kept) return null;
  const found = await orNull(ask(getCart, { ...kept, totals }));
  if (found && (found.state === 'open' || found.state === 'charging')) return found;
  forgetGuestCart();
  return null;
}

const whoNow = (): string => (session.state.status === 'in' ? session.state.access.userId : 'guest');
/** Nobody sees what whoever was here before had: the key names them. */
const keyFor = (totals: boolean) => ['cart', 'current', whoNow(), totals];

/** The cart, or null where there is none yet. `totals` costs a look into prices and stock: only where they are shown. */
export function useCart({ totals = false, everyMs }: { totals?: boolean; everyMs?: number } = {}) {
  useSyncExternalStore(session.subscribe, whoNow);
  return useQuery({
    queryKey: keyFor(totals),
    queryFn: () => read(totals),
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  });
}

export const piecesOf = (cart: Cart | null | undefined): number =>
  cart?.items.reduce((sum, item) => sum + item.quantity, 0) ?? 0;

/** Names a cart to the API, with the token where it is a guest's. */
export const nameOf = ({ id }: Cart): { cartId: string; cartToken?: string } => {
  const kept = guest();
  return kept?.cartId === id ? kept : { cartId: id };
};

/** Shows a cart the server gave; where sums are shown, they are reckoned anew. */
export function takeCart(cart: Cart): void {
  queries.setQueryData(keyFor(false), cart);
  if (cart.totals) queries.setQueryData(keyFor(true), cart);
  else void queries.invalidateQueries({ queryKey: keyFor(true) });
}
export const refreshCart = (): Promise<void> => queries.invalidateQueries({ queryKey: ['cart', 'current'] });

interface Wanted {
  variantId: string;
  quantity: number;
}

async function put(items: readonly Wanted[], key: string): Promise<Cart> {
  const current = await queries.ensureQueryData({ queryKey: keyFor(false), queryFn: () => read(false) });
  if (current && items.length === 1)
    try {
      return await ask(addItem, { ...nameOf(current), ...items[0]!, totals: false }, { idempotencyKey: key });
    } catch (error) {
      // Ordered in another tab meanwhile: a new cart takes it.
      if (!isCode(error, 'not_found')) throw error;
      forgetGuestCart();
    }
  if (current && session.state.status !== 'in') {
    let cart = current;
    for (const [index, item] of items.entries())
      cart = await ask(addItem, { ...nameOf(current), ...item, totals: false }, { idempotencyKey: `${key}${index}` });
    return cart;
  }
  const { token, ...cart } = await ask(createCart, { items: [...items], totals: false });
  if (token) localStorage.setItem(place, JSON.stringify({ cartId: cart.id, cartToken: token } satisfies Guest));
  return cart;
}

/** Puts something into the cart; it counts at once, and no longer if the server refuses. */
export function useAddToCart() {
  // Trying the same again adds nothing twice: of several things some may be in the cart already.
  const attempt = useAttempt();
  return useMutation({
    mutationFn: (items: readonly Wanted[]) => put(items, attempt.keyFor(items)),
    onMutate: async items => {
      // A cart that was never looked at is not guessed.
      await queries.cancelQueries({ queryKey: keyFor(false) });
      const before = queries.getQueryData<Cart | null>(keyFor(false));
      if (before)
        queries.setQueryData<Cart>(keyFor(false), {
          ...before,
          items: [
            ...before.items,
            ...items.map(({ variantId, quantity }) => ({
              ...{ id: `new-${variantId}`, variantId, quantity, addedAt: new Date().toISOString() },
              ...{ line: null, drift: null },
            })),
          ],
        });
      return { before };
    },
    onError: (_error, _items, context) => {
      if (context?.before !== undefined) queries.setQueryData(keyFor(false), context.before);
    },
    onSuccess: cart => {
      attempt.over();
      takeCart(cart);
    },
  });
}
