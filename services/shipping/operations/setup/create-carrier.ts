import { shippingService } from '../../definition.ts';
import { carrierRow, toCarrier } from '../../queries/setup.ts';

export const createCarrier = shippingService.operation('createCarrier', (ctx, { code, kind, name, callbackUrl }) =>
  ctx.db.transaction(async tx =>
    toCarrier(
      await tx.one(carrierRow)`
        insert into carriers (id, code, name, kind, callback_url, created_at)
        values (${ctx.id()}, ${code}, ${name}, ${kind}, ${callbackUrl}, ${ctx.now()}) returning ${carrierRow}`,
    ),
  ),
);
