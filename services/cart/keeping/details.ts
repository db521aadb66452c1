// E-mail, addresses and note of a cart: personal data, sealed wherever it lies.

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

export const detailsOf = ({ cipher }: CartCtx, { id, details }: Pick<CartDocument, 'id' | 'details'>): Details =>
  details === null ? nothing : (JSON.parse(cipher.open(Buffer.from(details, 'base64'), place(id))) as Details);

/** Details sealed for a cart. */
export const sealedFor = ({ cipher }: CartCtx, cartId: string, details: Details): string =>
  cipher.seal(JSON.stringify(details), place(cartId)).toString('base64');

/** The cart with some of its details changed. */
export const withDetails = (ctx: CartCtx, cart: CartDocument, changes: Partial<Details>): CartDocument => ({
  ...cart,
  details: sealedFor(ctx, cart.id, { ...detailsOf(ctx, cart), ...changes }),
});

/** The details of a cart, sealed for another; null where it has none. */
export const resealed = (ctx: CartCtx, from: CartDocument, cartId: string): string | null =>
  from.details === null ? null : sealedFor(ctx, cartId, detailsOf(ctx, from));
