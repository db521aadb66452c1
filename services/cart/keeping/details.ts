// E-mail, addresses and note of a cart: personal data, sealed wherever it lies.

import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import type { Address } from '#services/order/contract';
import type { CartCtx } from '../definition.ts';
import type { CartDocument } from '../domain/document.ts';

export interface Details {
  email: string | null;
  address: z.output<typeof Address> | null;
  billingAddress: z.output<typeof Address> | null;
  note: string | null;
}

const nothing: Details = { email: null, address: null, billingAddress: null, note: null };
const place = (cartId: string): string => `carts|details|${cartId}`;

/** What was sealed or opened a moment ago: a checkout asks for the same details at each of its steps, and to open them
 * costs more than to show them. By place and sealed text, so that what was moved to another cart still does not open. */
const opened = new LRUCache<string, Readonly<Details>>({ max: 1_000, ttl: 60_000 });

export function detailsOf(ctx: CartCtx, { id, details }: Pick<CartDocument, 'id' | 'details'>): Readonly<Details> {
  if (details === null) return nothing;
  const key = `${id} ${details}`;
  const known = opened.get(key);
  if (known) return known;
  const found = JSON.parse(ctx.cipher.open(Buffer.from(details, 'base64'), place(id))) as Details;
  opened.set(key, found);
  return found;
}

/** Details sealed for a cart. */
export function sealedFor({ cipher }: CartCtx, cartId: string, details: Details): string {
  const sealed = cipher.seal(JSON.stringify(details), place(cartId)).toString('base64');
  opened.set(`${cartId} ${sealed}`, details);
  return sealed;
}

/** The cart with some of its details changed. */
export const withDetails = (ctx: CartCtx, cart: CartDocument, changes: Partial<Details>): CartDocument => ({
  ...cart,
  details: sealedFor(ctx, cart.id, { ...detailsOf(ctx, cart), ...changes }),
});

/** The details of a cart, sealed for another; null where it has none. */
export const resealed = (ctx: CartCtx, from: CartDocument, cartId: string): string | null =>
  from.details === null ? null : sealedFor(ctx, cartId, detailsOf(ctx, from));
