import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { profileService } from '../../definition.ts';
import { addressRow, makeRoom, sealAddress, showAddress } from '../../queries/addresses.ts';
import { lockProfile } from '../../queries/profiles.ts';

export const updateAddress = profileService.operation('updateAddress', async (ctx, input, call) => {
  const { addressId: id, country, forShipping, forBilling, expectedVersion } = input;
  const { userId } = call;
  const known = await ctx.db.maybe({ id: col.uuid })`
    select id from addresses where id = ${id} and user_id = ${userId}`;
  call.require(known !== null, 'There is no such address.');
  const details = sealAddress(ctx, id, input);
  return ctx.db.transaction(async tx => {
    await lockProfile(tx, userId, ctx.now());
    const found =
      (await tx.maybe({ version: col.int })`
        select version from addresses where id = ${id} and user_id = ${userId}`) ??
      fail('not_found', 'There is no such address.');
    if (expectedVersion !== undefined && expectedVersion !== found.version)
      fail('version_mismatch', `This address is at version ${found.version}: read it again, then decide.`);
    await makeRoom(tx, userId, { id, forShipping, forBilling });
    const changed = await tx.one(addressRow)`
      update addresses
      set details = ${details}, country = ${country}, for_shipping = ${forShipping}, for_billing = ${forBilling},
          version = version + 1
      where id = ${id} and user_id = ${userId} returning ${addressRow}`;
    return showAddress(ctx, changed);
  });
});
