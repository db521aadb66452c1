import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { paymentService } from '../../definition.ts';
import { money } from '../../domain/amounts.ts';
import { invoiceNumber } from '../../domain/invoice-number.ts';
import { invoiceRow } from '../../invoices.ts';

export const listInvoices = paymentService.operation('listInvoices', async (ctx, { limit, cursor }, call) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(invoiceRow)`
    select ${invoiceRow} from invoices
    where payer_id = ${call.userId} and number is not null
      ${after ? sql`and (issued_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by issued_at desc, id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.issued_at, found.id],
    found => ({
      id: found.id,
      number: invoiceNumber(found.series!, found.year!, found.number!),
      kind: found.kind as 'invoice' | 'credit_note',
      orderId: found.order_id,
      orderNumber: found.order_number,
      total: money(found.total, found.currency),
      issuedAt: found.issued_at!,
    }),
  );
});
