import { ownOrder } from '../../access.ts';
import { byVariant } from '../../checkout/quote.ts';
import { orderService } from '../../definition.ts';
import { itemsOf } from '../../queries/view.ts';

export const reorder = orderService.operation('reorder', async (ctx, input, call) => {
  const { order } = await ownOrder(ctx, ctx.db, input, call);
  const bought = await itemsOf(ctx.db, order.id);
  const items = byVariant(bought.map(({ variant_id, quantity }) => ({ variantId: variant_id, quantity })));
  const { currency, user_id: userId } = order;
  const { items: offers } = await ctx.clients.catalog.getOffers({ items, currency, userId });
  const known = new Map(offers.map(offer => [offer.variantId, offer]));
  const found = items.map(({ variantId, quantity }) => {
    const offer = known.get(variantId);
    const left = offer?.sellable ? Math.min(quantity, offer.available ?? quantity) : 0;
    const title = offer?.title ?? bought.find(item => item.variant_id === variantId)!.title;
    return { variantId, title, quantity: left };
  });
  return {
    lines: found.filter(({ quantity }) => quantity > 0),
    gone: found.filter(({ quantity }) => quantity === 0).map(({ variantId, title }) => ({ variantId, title })),
  };
});
