import { orderService } from '../../definition.ts';
import { viewVendorOrder } from '../../queries/vendor.ts';

export const getVendorOrder = orderService.operation('getVendorOrder', (ctx, { vendorId, orderId }) =>
  viewVendorOrder(ctx.db, vendorId, orderId),
);
