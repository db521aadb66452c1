import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { shippingService } from '../../definition.ts';
import { openSender } from '../../queries/address.ts';

export const getSender = shippingService.operation('getSender', async (ctx, { vendorId }) => {
  const found =
    (await ctx.db.maybe({ address: col.bytes })`select address from senders where vendor_id = ${vendorId}`) ??
    fail('not_found', 'no sender is set yet');
  return openSender(ctx, vendorId, found.address);
});
