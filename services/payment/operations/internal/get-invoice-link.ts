import { fail } from '#kernel/errors';
import { paymentService } from '../../definition.ts';
import { invoiceNumber } from '../../domain/invoice-number.ts';
import { invoiceKey, issuedInvoiceOf } from '../../invoices.ts';

export const getInvoiceLink = paymentService.operation('getInvoiceLink', async (ctx, { orderId }) => {
  const invoice = (await issuedInvoiceOf(ctx, orderId)) ?? fail('not_found', 'This order has no invoice yet.');
  return {
    invoiceId: invoice.id,
    number: invoiceNumber(invoice.series!, invoice.year!, invoice.number!),
    url: `${ctx.publicUrl}/api/v1/invoices/${invoice.id}?key=${invoiceKey(ctx, invoice.id)}`,
  };
});
