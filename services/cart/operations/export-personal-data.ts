import { col } from '#kernel/sql/columns';
import { cartService } from '../definition.ts';
import { detailsOf } from '../keeping/details.ts';

const shape = {
  id: col.uuid,
  details: col.bytes.orNull,
  cart: col.json<Record<string, unknown>>(),
  items: col.json<Record<string, unknown>[]>(),
};

export const exportPersonalData = cartService.operation('exportPersonalData', async (ctx, { userId }) => {
  const carts = await ctx.db.many(shape)`
    select c.id, c.details, to_jsonb(c) - array['details', 'request', 'checkout_hash', 'applied'] as cart,
           (select coalesce(jsonb_agg(to_jsonb(i)), '[]') from cart_items i where i.cart_id = c.id) as items
    from carts c where c.user_id = ${userId} order by c.created_at, c.id`;
  return {
    carts: carts.map(({ id, details, cart, items }) => ({
      ...cart,
      ...detailsOf(ctx, { id, details: details?.toString('base64') ?? null }),
      items,
    })),
  };
});
