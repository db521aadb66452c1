import { ownOrder } from '../../access.ts';
import { cancelPieces } from '../../cancel.ts';
import { orderService } from '../../definition.ts';
import { findOrder, viewOrder } from '../../queries/view.ts';

export const cancelOrder = orderService.operation('cancelOrder', async (ctx, input, call) => {
  const { orderId, lines } = input;
  return ctx.db.transaction(async tx => {
    await ownOrder(ctx, tx, input, call);
    await cancelPieces(ctx, tx, { orderId, lines, reason: 'by_customer', vendorId: null });
    return viewOrder(ctx, tx, (await findOrder(tx, orderId))!, null);
  });
});
