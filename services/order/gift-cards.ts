// Gift cards among what was ordered: payment has them, and says what is left on them.

import type { OrderCtx } from './definition.ts';

/** How many cards with anything left on them each line of an order has; asked before its transaction, as payment decides
 * again when they are void. */
export async function unspentCards(ctx: OrderCtx, orderId: string): Promise<ReadonlyMap<string, number>> {
  const bought = await ctx.db.run`select from order_items where order_id = ${orderId} and gift_card limit 1`;
  if (bought === 0) return new Map();
  const { items } = await ctx.clients.payment.listSoldGiftCards({ orderId });
  const unspent = items.filter(({ left, withdrawn }) => !withdrawn && BigInt(left.amount) > 0n);
  return new Map([...Map.groupBy(unspent, ({ lineId }) => lineId)].map(([lineId, cards]) => [lineId, cards.length]));
}
