import { ownOrder } from '../../access.ts';
import { cancelPieces } from '../../cancel.ts';
import { orderService } from '../../definition.ts';
import { unspentCards } from '../../gift-cards.ts';
import { findOrder, viewOrder } from '../../queries/view.ts';

export const cancelOrder = orderService.operation('cancelOrder', async (ctx, input, call) => {
  const { orderId, lines } = input;
  const cards = await unspentCards(ctx, orderId);
  return ctx.db.transaction(async tx => {
    await ownOrder(ctx, tx, input, call);
    await cancelPieces(ctx, tx, { orderId, lines, reason: 'by_customer', vendorId: null, cards });
    return viewOrder(ctx, tx, (await findOrder(tx, orderId))!, null);
  });
});
