import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { profileService } from '../../definition.ts';
import { lockProfile } from '../../queries/profiles.ts';
import { setWatches } from '../../queries/watches.ts';
import { askOffers, showWish, wishRow } from '../../queries/wishes.ts';

const maxWishes = 500;

/** catalog keeps the watches and tells when they are met; here is only which of them the wish asked for. */
export const addWish = profileService.operation('addWish', async (ctx, input, call) => {
  const { variantId, note } = input;
  const { userId } = call;
  const watches = [...new Set(input.watches)];
  const offer = (await askOffers(ctx, userId, [variantId])).get(variantId);
  if (!offer) fail('not_found', 'It is not sold here.');
  await setWatches(ctx, call, variantId, watches);
  return ctx.db.transaction(async tx => {
    await lockProfile(tx, userId, ctx.now());
    const { others } = await tx.one({ others: col.int })`
      select count(*)::int as others from wishlist_items where user_id = ${userId} and variant_id <> ${variantId}`;
    if (others >= maxWishes)
      fail('failed_precondition', `You wish for ${maxWishes} things; take one back first.`, { reason: 'too_many' });
    const added = await tx.one(wishRow)`
      insert into wishlist_items (user_id, variant_id, note, watches, created_at)
      values (${userId}, ${variantId}, ${note}, ${watches}, ${ctx.now()})
      on conflict (user_id, variant_id) do update set note = excluded.note, watches = excluded.watches
      returning ${wishRow}`;
    return showWish(added, offer);
  });
});
