import { profileService } from '../../definition.ts';
import { cardRow, showCard } from '../../queries/cards.ts';
import { lockProfile } from '../../queries/profiles.ts';

/** The card is payment's: only its token is kept here, with what its owner calls it. */
export const setCard = profileService.operation('setCard', async (ctx, { methodId, label, preferred }, call) => {
  const { userId } = call;
  const { items } = await ctx.clients.payment.listPaymentMethods({}, call);
  const mine = items.map(({ id }) => id);
  call.require(mine.includes(methodId), 'You keep no such card.');
  return ctx.db.transaction(async tx => {
    await lockProfile(tx, userId, ctx.now());
    // Cards that payment has forgotten are forgotten here as well.
    await tx.run`delete from payment_methods where user_id = ${userId} and not method_id = any(${mine}::uuid[])`;
    if (preferred)
      await tx.run`
        update payment_methods set preferred = false where user_id = ${userId} and method_id <> ${methodId}`;
    const kept = await tx.one(cardRow)`
      insert into payment_methods (user_id, method_id, label, preferred)
      values (${userId}, ${methodId}, ${label}, ${preferred})
      on conflict (user_id, method_id) do update set label = excluded.label, preferred = excluded.preferred
      returning ${cardRow}`;
    return showCard(kept);
  });
});
