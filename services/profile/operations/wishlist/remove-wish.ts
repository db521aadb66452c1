import { col } from '#kernel/sql/columns';
import { profileService } from '../../definition.ts';
import { setWatches } from '../../queries/watches.ts';

export const removeWish = profileService.operation('removeWish', async (ctx, { variantId }, call) => {
  const { userId } = call;
  const wish = await ctx.db.maybe({ watches: col.any<('stock' | 'price')[]>() })`
    select watches from wishlist_items where user_id = ${userId} and variant_id = ${variantId}`;
  if (!wish) return;
  if (wish.watches.length > 0) await setWatches(ctx, call, variantId, []);
  await ctx.db.run`delete from wishlist_items where user_id = ${userId} and variant_id = ${variantId}`;
});
