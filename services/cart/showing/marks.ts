// What was heard of prices and stock since: hints in the keys, for carts that are shown without totals.

import { durationMs } from '#kernel/time';
import type { CartCtx } from '../definition.ts';
import type { CartDocument } from '../domain/document.ts';
import type { Now } from '../domain/drift.ts';

const ttlMs = durationMs('1d');
const keyOf = {
  price: (variantId: string) => `price:${variantId}`,
  stock: (variantId: string) => `stock:${variantId}`,
  gone: (productId: string) => `gone:${productId}`,
};

/** More pieces than a cart can hold are no news. */
const plenty = 999;

export const markPrice = (
  ctx: CartCtx,
  variantId: string,
  { amount, currency }: { amount: string; currency: string },
) => ctx.keys.set(keyOf.price(variantId), `${currency} ${amount}`, { ttlMs });

export const markStock = (ctx: CartCtx, variantId: string, available: number | null) =>
  available === null || available >= plenty
    ? ctx.keys.delete(keyOf.stock(variantId))
    : ctx.keys.set(keyOf.stock(variantId), String(available), { ttlMs });

export const markProduct = (ctx: CartCtx, productId: string, sold: boolean) =>
  sold ? ctx.keys.delete(keyOf.gone(productId)) : ctx.keys.set(keyOf.gone(productId), '1', { ttlMs });

/** What is known of the items of a cart, in their order; nothing while the keys are away. */
export async function heardOf(ctx: CartCtx, { items, currency }: CartDocument): Promise<Now[]> {
  const keys = items.flatMap(({ variantId, productId }) => [
    keyOf.price(variantId),
    keyOf.stock(variantId),
    keyOf.gone(productId ?? variantId),
  ]);
  const found = await ctx.keys.getMany(keys).catch(() => keys.map(() => null));
  return items.map((_, index) => {
    const [price, stock, gone] = found.slice(3 * index, 3 * index + 3);
    const [priceCurrency, amount] = price?.split(' ') ?? [];
    return {
      price: priceCurrency === currency ? amount : undefined,
      available: stock === null || stock === undefined ? undefined : Number(stock),
      gone: typeof gone === 'string',
    };
  });
}
