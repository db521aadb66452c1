// Documents as PDF: invoices, credit notes and vendors' statements, on A4 in one of the fonts every reader has.

import PDFDocument from 'pdfkit';
import { decimalText } from '../domain/amounts.ts';

export interface InvoiceDocument {
  title: string;
  number: string;
  issuedAt: string;
  orderNumber: string;
  seller: readonly string[];
  billTo: readonly string[];
  currency: string;
  total: bigint;
  lines: readonly { text: string; quantity: number; gross: bigint; tax: bigint; taxRatePpm: number | null }[];
}

export interface StatementDocument {
  title: string;
  period: string;
  currency: string;
  opening: bigint;
  closing: bigint;
  lines: readonly { at: string; what: string; amount: bigint }[];
}

type Document = InstanceType<typeof PDFDocument>;

const left = 50;
const right = 545;
const bottom = 770;

/** Draws, and gives the bytes; the date in the file is that of the document, so that drawing twice gives the same. */
function draw(title: string, at: string, content: (doc: Document) => void): Promise<Buffer> {
  const created = new Date(at);
  const doc = new PDFDocument({ size: 'A4', margin: left, info: { Title: title, CreationDate: created } });
  const done = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  doc.on('data', chunk => chunks.push(chunk as Buffer));
  doc.on('end', () => done.resolve(Buffer.concat(chunks)));
  doc.on('error', done.reject);
  content(doc);
  doc.end();
  return done.promise;
}

/** What the standard fonts can show: Latin-1; other letters stand as a question mark rather than as another letter. */
const shown = (text: string): string =>
  text.replace(/[^\u0020-\u007e\u00a0-\u00ff\u20ac\u2013\u2014\u2018-\u201d]/gu, '?');

interface Column {
  x: number;
  width: number;
  align: 'left' | 'right';
}

/** One row of a table; begins a new page where it would not fit. */
function drawRow(doc: Document, columns: readonly Column[], cells: readonly string[]): void {
  const texts = cells.map(shown);
  const height = Math.max(...texts.map((text, index) => doc.heightOfString(text, { width: columns[index]!.width })));
  if (doc.y + height > bottom) doc.addPage();
  const { y } = doc;
  for (const [index, text] of texts.entries()) {
    const { x, width, align } = columns[index]!;
    doc.text(text, x, y, { width, align });
  }
  doc.x = left;
  doc.y = y + height + 6;
}

function rule(doc: Document): void {
  doc.moveTo(left, doc.y).lineTo(right, doc.y).lineWidth(0.5).strokeColor('#999').stroke();
  doc.y += 6;
}

const invoiceColumns: Column[] = [
  { x: left, width: 250, align: 'left' },
  { x: 305, width: 40, align: 'right' },
  { x: 350, width: 55, align: 'right' },
  { x: 410, width: 135, align: 'right' },
];

const percent = (ppm: number | null): string => (ppm === null ? '' : `${ppm / 10_000} %`);

/** An invoice or a credit note. */
export const drawInvoice = (invoice: InvoiceDocument): Promise<Buffer> =>
  draw(`${invoice.title} ${invoice.number}`, invoice.issuedAt, doc => {
    const { currency } = invoice;
    doc
      .fontSize(9)
      .fillColor('#555')
      .text(shown(invoice.seller.join(' · ')));
    doc.moveDown(2).fontSize(11).fillColor('#000');
    for (const line of invoice.billTo) doc.text(shown(line));
    doc.moveDown(2).fontSize(18).text(`${invoice.title} ${invoice.number}`);
    doc.fontSize(10).text(`Date ${invoice.issuedAt.slice(0, 10)}   Order ${shown(invoice.orderNumber)}`);
    doc.moveDown(1.5).font('Helvetica-Bold');
    drawRow(doc, invoiceColumns, ['Item', 'Qty', 'Tax', 'Amount']);
    rule(doc);
    doc.font('Helvetica');
    for (const { text, quantity, gross, taxRatePpm } of invoice.lines)
      drawRow(doc, invoiceColumns, [text, String(quantity), percent(taxRatePpm), decimalText(gross, currency)]);
    rule(doc);
    doc.font('Helvetica-Bold');
    drawRow(doc, invoiceColumns, ['Total', '', '', decimalText(invoice.total, currency)]);
    doc.font('Helvetica');
    for (const [rate, tax] of taxesByRate(invoice.lines))
      drawRow(doc, invoiceColumns, [`contains tax ${rate}`.trim(), '', '', decimalText(tax, currency)]);
  });

function taxesByRate(lines: InvoiceDocument['lines']): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { tax, taxRatePpm } of lines) {
    const rate = percent(taxRatePpm);
    if (tax !== 0n) sums.set(rate, (sums.get(rate) ?? 0n) + tax);
  }
  return sums;
}

const statementColumns: Column[] = [
  { x: left, width: 110, align: 'left' },
  { x: 165, width: 240, align: 'left' },
  { x: 410, width: 135, align: 'right' },
];

/** A vendor's account in a month. */
export const drawStatement = (statement: StatementDocument): Promise<Buffer> =>
  draw(statement.title, `${statement.period}-01T00:00:00.000Z`, doc => {
    const { currency } = statement;
    doc.fontSize(18).text(shown(statement.title)).fontSize(10).text(statement.period).moveDown(1.5);
    drawRow(doc, statementColumns, ['', 'Owed at the beginning', decimalText(statement.opening, currency)]);
    rule(doc);
    for (const { at, what, amount } of statement.lines)
      drawRow(doc, statementColumns, [at.slice(0, 16).replace('T', ' '), what, decimalText(amount, currency)]);
    rule(doc);
    drawRow(doc, statementColumns, ['', 'Owed at the end', decimalText(statement.closing, currency)]);
  });
