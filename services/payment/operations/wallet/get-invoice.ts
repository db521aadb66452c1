import { fail } from '#kernel/errors';
import { paymentService } from '../../definition.ts';
import { documentOf, invoiceRow, isInvoiceKey } from '../../invoices.ts';

export const getInvoice = paymentService.operation('getInvoice', async (ctx, { invoiceId, key }, call) => {
  const invoice = await ctx.db.maybe(invoiceRow)`
    select ${invoiceRow} from invoices where id = ${invoiceId} and number is not null`;
  if (!invoice) return fail('not_found', 'no such invoice');
  const own = invoice.payer_id !== null && invoice.payer_id === call.user?.userId;
  const allowed = own || call.can('admin', 'platform') || (key !== undefined && isInvoiceKey(ctx, invoiceId, key));
  call.require(allowed, 'no such invoice');
  return documentOf(ctx, invoice);
});
