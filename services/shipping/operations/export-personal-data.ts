import { col } from '#kernel/sql/columns';
import { shippingService } from '../definition.ts';
import { openAddress } from '../queries/address.ts';

const shape = { id: col.uuid, address: col.bytes.orNull, row: col.json<Record<string, unknown>>() };

export const exportPersonalData = shippingService.operation('exportPersonalData', async (ctx, { userId }) => {
  const parcels = await ctx.db.many(shape)`
    select s.id, s.address, to_jsonb(s) - array['address', 'code_number', 'code_tries'] as row
    from shipments s where s.user_id = ${userId} order by s.created_at, s.id`;
  return { parcels: parcels.map(({ id, address, row }) => ({ ...row, address: openAddress(ctx, id, address) })) };
});
