import { shippingService } from '../../definition.ts';
import { findOwn } from '../../queries/recipient.ts';
import { toParcelDetail } from '../../queries/shipments.ts';

export const getParcel = shippingService.operation('getParcel', async (ctx, input, call) =>
  toParcelDetail(ctx, await findOwn(ctx, ctx.db, call, input)),
);
