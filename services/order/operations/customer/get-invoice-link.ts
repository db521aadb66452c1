import { CodedError, fail } from '#kernel/errors';
import { ownOrder } from '../../access.ts';
import { orderService } from '../../definition.ts';

export const getInvoiceLink = orderService.operation('getInvoiceLink', async (ctx, input, call) => {
  const { order } = await ownOrder(ctx, ctx.db, input, call);
  const { number, url } = await ctx.clients.payment.getInvoiceLink({ orderId: order.id }).catch(error => {
    if (error instanceof CodedError && error.code === 'not_found')
      fail('failed_precondition', 'The invoice is not written yet; ask again a moment after the payment.', {
        reason: 'no_invoice_yet',
      });
    throw error;
  });
  return { number, url };
});
