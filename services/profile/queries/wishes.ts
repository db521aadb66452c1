// What people wish for, with what it costs now.

import type { Client } from '#kernel/clients/client';
import { messageOf } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { catalog } from '#services/catalog/contract';
import type { ProfileCtx } from '../definition.ts';

const shape = {
  variant_id: col.uuid,
  note: col.text.orNull,
  watches: col.any<('stock' | 'price')[]>(),
  created_at: col.instant,
};
export const wishRow = row(shape);
export type WishRow = RowOf<typeof shape>;

type Offer = Awaited<ReturnType<Client<typeof catalog>['getOffers']>>['items'][number];

/** What variants are sold for now to somebody, by variant. */
export async function askOffers(
  ctx: ProfileCtx,
  userId: string,
  variantIds: readonly string[],
): Promise<Map<string, Offer>> {
  if (variantIds.length === 0) return new Map();
  const said = await ctx.db.maybe({ currency: col.text })`
    select currency from user_preferences where user_id = ${userId}`;
  const { items } = await ctx.clients.catalog.getOffers({
    items: variantIds.map(variantId => ({ variantId, quantity: 1 })),
    currency: said?.currency ?? 'EUR',
    userId,
  });
  return new Map(items.map(offer => [offer.variantId, offer]));
}

/** The same, but nothing while catalog is away: the wishes are worth showing without. */
export async function offersFor(
  ctx: ProfileCtx,
  userId: string,
  variantIds: readonly string[],
): Promise<Map<string, Offer>> {
  try {
    return await askOffers(ctx, userId, variantIds);
  } catch (error) {
    ctx.log.warn({ reason: messageOf(error) }, 'wishes are shown without prices');
    return new Map();
  }
}

/** The wire form of a wish. */
export const showWish = (found: WishRow, offer: Offer | undefined) => ({
  variantId: found.variant_id,
  note: found.note,
  watches: found.watches,
  addedAt: found.created_at,
  offer: offer
    ? {
        productId: offer.productId,
        slug: offer.slug,
        title: offer.title,
        variantTitle: offer.variantTitle,
        price: offer.price,
        priorPrice: offer.priorPrice,
        available: offer.available,
        sellable: offer.sellable,
      }
    : null,
});
