import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { profileService } from '../../definition.ts';
import { offersFor, showWish, wishRow } from '../../queries/wishes.ts';

export const listWishlist = profileService.operation('listWishlist', async (ctx, { limit, cursor }, { userId }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(wishRow)`
    select ${wishRow} from wishlist_items
    where user_id = ${userId}
      ${after ? sql`and (created_at, variant_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by created_at desc, variant_id desc limit ${limit + 1}`;
  const variantIds = rows.slice(0, limit).map(({ variant_id }) => variant_id);
  const offers = await offersFor(ctx, userId, variantIds);
  const key = (found: (typeof rows)[number]) => [found.created_at, found.variant_id];
  return toPage(rows, limit, key, found => showWish(found, offers.get(found.variant_id)));
});
