import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { profileService } from '../../definition.ts';
import { addressRow, makeRoom, sealAddress, showAddress } from '../../queries/addresses.ts';
import { lockProfile } from '../../queries/profiles.ts';

const maxAddresses = 50;

/** The first one is taken for everything until another is. */
export const addAddress = profileService.operation('addAddress', async (ctx, input, { userId }) => {
  const id = ctx.id();
  const details = sealAddress(ctx, id, input);
  return ctx.db.transaction(async tx => {
    await lockProfile(tx, userId, ctx.now());
    const { count } = await tx.one({ count: col.int })`
      select count(*)::int as count from addresses where user_id = ${userId}`;
    if (count >= maxAddresses)
      fail('failed_precondition', `You keep ${maxAddresses} addresses; forget one first.`, { reason: 'too_many' });
    const forShipping = input.forShipping || count === 0;
    const forBilling = input.forBilling || count === 0;
    await makeRoom(tx, userId, { id, forShipping, forBilling });
    const added = await tx.one(addressRow)`
      insert into addresses (id, user_id, details, country, for_shipping, for_billing, created_at)
      values (${id}, ${userId}, ${details}, ${input.country}, ${forShipping}, ${forBilling}, ${ctx.now()})
      returning ${addressRow}`;
    return showAddress(ctx, added);
  });
});
