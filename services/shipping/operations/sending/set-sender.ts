import { shippingService } from '../../definition.ts';
import { sealSender } from '../../queries/address.ts';

export const setSender = shippingService.operation('setSender', (ctx, { vendorId, sender }) =>
  ctx.db.transaction(async tx => {
    await tx.run`
      insert into senders (vendor_id, address, updated_at)
      values (${vendorId}, ${sealSender(ctx, vendorId, sender)}, ${ctx.now()})
      on conflict (vendor_id) do update set address = excluded.address, updated_at = excluded.updated_at`;
    return sender;
  }),
);
