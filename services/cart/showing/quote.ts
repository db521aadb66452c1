// What a cart would cost, by order's own reckoning.

import { CodedError } from '#kernel/errors';
import { durationMs } from '#kernel/time';
import type { Quote } from '#services/order/contract';
import type { CartCtx } from '../definition.ts';
import { type CartDocument, wanted } from '../domain/document.ts';
import { detailsOf } from '../keeping/details.ts';

const homesMs = durationMs('5m');

/** The buildings somebody lives in, for the price lists of residents; none while building cannot say. */
export async function homesOf(ctx: CartCtx, userId: string | null): Promise<string[]> {
  if (userId === null) return [];
  const key = `homes:${userId}`;
  const known = await ctx.keys.get(key).catch(() => null);
  if (known !== null) return JSON.parse(known) as string[];
  try {
    const { items } = await ctx.clients.building.listMemberships({ userId });
    const ids = [...new Set(items.map(({ buildingId }) => buildingId))].slice(0, 50);
    await ctx.keys.set(key, JSON.stringify(ids), { ttlMs: homesMs }).catch(() => false);
    return ids;
  } catch (error) {
    ctx.log.warn({ err: error }, 'prices are those for everybody: building did not say who lives where');
    return [];
  }
}

/** What both a quote and an order say of a cart. */
export const wantedOf = ({ currency, userId, codes, items }: CartDocument) => ({
  currency,
  userId,
  codes: [...codes],
  lines: wanted({ items } as CartDocument).map(({ id, variantId, quantity }) => ({ lineId: id, variantId, quantity })),
});

/** The quote of a cart; raises what order raises. */
export async function quoteOf(ctx: CartCtx, cart: CartDocument): Promise<Quote> {
  const { address } = detailsOf(ctx, cart);
  return ctx.clients.order.quoteOrder({
    ...wantedOf(cart),
    buildingIds: await homesOf(ctx, cart.userId),
    destination: address && { country: address.country, region: address.region, postcode: address.postcode },
    methodId: cart.methodId,
  });
}

/** The quote, or null while it cannot be worked out: a cart is shown all the same. */
export async function quoteIfPossible(ctx: CartCtx, cart: CartDocument): Promise<Quote | null> {
  if (wanted(cart).length === 0) return null;
  return quoteOf(ctx, cart).catch(error => {
    if (!isAway(error)) throw error;
    ctx.log.warn({ err: error }, 'a cart is shown without totals');
    return null;
  });
}

/** What was put aside, as it is sold now: by its own quote, as it is no part of the sums. Nothing while that fails. */
export async function asideOf(ctx: CartCtx, cart: CartDocument): Promise<Quote['lines']> {
  const aside = cart.items.filter(({ savedForLater }) => savedForLater);
  if (aside.length === 0) return [];
  const items = aside.map(item => ({ ...item, savedForLater: false }));
  try {
    const { lines } = await ctx.clients.order.quoteOrder({
      ...wantedOf({ ...cart, items, codes: [] }),
      buildingIds: await homesOf(ctx, cart.userId),
      destination: null,
      methodId: null,
    });
    return lines;
  } catch (error) {
    ctx.log.warn({ err: error }, 'what was put aside is shown without its names');
    return [];
  }
}

/** Whether an error says that a service does not answer now, rather than what it answered. */
export const isAway = (error: unknown): boolean =>
  error instanceof CodedError && ['unavailable', 'deadline_exceeded', 'overloaded'].includes(error.code);
