import { profileService } from '../../definition.ts';

export const removeAddress = profileService.operation('removeAddress', async (ctx, { addressId }, call) => {
  const removed = await ctx.db.run`delete from addresses where id = ${addressId} and user_id = ${call.userId}`;
  call.require(removed > 0, 'There is no such address.');
});
