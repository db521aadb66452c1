import { fail } from '#kernel/errors';
import { paymentService } from '../../definition.ts';
import { documentOf, issuedInvoiceOf } from '../../invoices.ts';

export const getOrderInvoice = paymentService.operation('getOrderInvoice', async (ctx, { orderId }, call) => {
  const invoice = await issuedInvoiceOf(ctx, orderId);
  if (!invoice) return fail('not_found', 'no such invoice');
  const own = invoice.payer_id !== null && invoice.payer_id === call.user?.userId;
  call.require(own || call.can('admin', 'platform'), 'no such invoice');
  return documentOf(ctx, invoice);
});
