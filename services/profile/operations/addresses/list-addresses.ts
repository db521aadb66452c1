import { profileService } from '../../definition.ts';
import { addressRow, showAddress } from '../../queries/addresses.ts';

export const listAddresses = profileService.operation('listAddresses', async (ctx, _input, { userId }) => {
  const rows = await ctx.db.many(addressRow)`
    select ${addressRow} from addresses where user_id = ${userId} order by created_at, id`;
  return { items: rows.map(found => showAddress(ctx, found)) };
});
