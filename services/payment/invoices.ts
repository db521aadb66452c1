// Invoices and credit notes as rows, and who may read them.

import type { FileReply } from '#kernel/contract';
import { sameBytes } from '#kernel/security/digest';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { PaymentCtx } from './definition.ts';
import type { MoneyText } from './domain/amounts.ts';
import { invoiceNumber } from './domain/invoice-number.ts';
import { billToPlace } from './flow/capture.ts';
import { drawInvoice } from './ports/pdf.ts';

interface LineText {
  text: string;
  quantity: number;
  gross: MoneyText;
  tax: MoneyText;
  /** Null on a credit note, whose one line may be of several rates. */
  taxRatePpm: number | null;
}

export const invoiceRow = row({
  id: col.uuid,
  kind: col.text,
  order_id: col.uuid,
  payer_id: col.uuid.orNull,
  order_number: col.text,
  currency: col.text,
  total: col.bigint,
  bill_to: col.bytes,
  lines: col.json<LineText[]>(),
  series: col.text.orNull,
  year: col.int.orNull,
  number: col.int.orNull,
  issued_at: col.instant.orNull,
});
export type Invoice = RowOf<typeof invoiceRow>;

/** In a link: whoever has it may read the invoice. */
export const invoiceKey = (ctx: PaymentCtx, invoiceId: string): string =>
  ctx.cipher.blindIndex(`invoice:${invoiceId}`).toString('base64url');

export const isInvoiceKey = (ctx: PaymentCtx, invoiceId: string, key: string): boolean =>
  sameBytes(Buffer.from(invoiceKey(ctx, invoiceId)), Buffer.from(key));

/** The invoice of an order, once it has its number. */
export const issuedInvoiceOf = (ctx: PaymentCtx, orderId: string): Promise<Invoice | null> =>
  ctx.db.maybe(invoiceRow)`
    select ${invoiceRow} from invoices
    where order_id = ${orderId} and kind = 'invoice' and number is not null
    order by issued_at desc limit 1`;

/** The document itself. */
export async function documentOf(ctx: PaymentCtx, invoice: Invoice): Promise<FileReply> {
  const number = invoiceNumber(invoice.series!, invoice.year!, invoice.number!);
  const content = await drawInvoice({
    title: invoice.kind === 'invoice' ? 'Invoice' : 'Credit note',
    number,
    issuedAt: invoice.issued_at!,
    orderNumber: invoice.order_number,
    seller: ctx.config.seller.split('|'),
    billTo: JSON.parse(ctx.cipher.open(invoice.bill_to, billToPlace(invoice.id))) as string[],
    currency: invoice.currency,
    total: invoice.total,
    lines: invoice.lines.map(line => ({
      text: line.text,
      quantity: line.quantity,
      gross: BigInt(line.gross.amount),
      tax: BigInt(line.tax.amount),
      taxRatePpm: line.taxRatePpm,
    })),
  });
  return { mime: 'application/pdf', content, filename: `${number}.pdf` };
}
