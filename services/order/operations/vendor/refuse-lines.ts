import { cancelPieces } from '../../cancel.ts';
import { orderService } from '../../definition.ts';
import { unspentCards } from '../../gift-cards.ts';
import { viewVendorOrder } from '../../queries/vendor.ts';

export const refuseLines = orderService.operation('refuseLines', async (ctx, input, call) => {
  const { vendorId, orderId, lines, reason } = input;
  const cards = await unspentCards(ctx, orderId);
  return ctx.db.transaction(async tx => {
    await viewVendorOrder(tx, vendorId, orderId);
    await cancelPieces(ctx, tx, { orderId, lines, reason: 'by_vendor', vendorId, cards });
    await tx.run`
      insert into order_notes (id, order_id, author, author_id, text, created_at)
      values (${ctx.id()}, ${orderId}, 'vendor', ${call.user?.userId ?? null}, ${reason}, ${ctx.now()})`;
    return viewVendorOrder(tx, vendorId, orderId);
  });
});
