// The label of a parcel as PDF, in the size of A6 that label printers take.

import PDFDocument from 'pdfkit';
import type { Instant } from '#kernel/time';
import type { Address, Handover, Sender } from '../contract/wire.ts';
import { barsOf } from '../domain/code128.ts';

export interface Label {
  /** Null where the vendor has not said. */
  from: Sender | null;
  to: Address;
  carrier: string;
  method: string;
  trackingNumber: string;
  orderNumber: string;
  part: number;
  /** Above 1 it stands in the place of an earlier one. */
  label: number;
  pieces: number;
  weightGrams: number;
  handover: Handover;
  slot: { from: Instant; until: Instant } | null;
  at: Instant;
}

const [width, height] = [297.64, 419.53];
const margin = 18;
const inner = width - 2 * margin;

const handovers: Record<Handover, string> = {
  door: 'DELIVER TO THE DOOR',
  locker: 'INTO THE ENTRANCE LOCKER - HAND OVER FOR CODE',
  concierge: 'TO THE CONCIERGE - HAND OVER FOR CODE',
};

/** Draws a label. */
export async function drawLabel(label: Label): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: [width, height],
    margin,
    info: { Title: `Parcel ${label.trackingNumber}`, CreationDate: new Date(label.at) },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => void chunks.push(chunk));
  const ended = new Promise(resolve => document.once('end', resolve));
  drawHead(document, label);
  drawAddresses(document, label);
  drawFoot(document, label);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** The built-in fonts know the letters of Western Europe; others lose their marks, or become a question mark. */
const plain = (text: string): string =>
  text.replace(/[^\x20-\x7e\xa0-\xff]/gu, char => {
    const bare = char.normalize('NFKD').replace(/\p{M}/gu, '');
    return /^[\x20-\x7e]+$/.test(bare) ? bare : '?';
  });

const one = { lineBreak: false, ellipsis: true, width: inner };

function rule(document: PDFKit.PDFDocument, y: number): void {
  document
    .moveTo(margin, y)
    .lineTo(width - margin, y)
    .lineWidth(1)
    .stroke();
}

function drawHead(document: PDFKit.PDFDocument, { carrier, method, orderNumber, part, label }: Label): void {
  document.font('Helvetica-Bold').fontSize(15).text(plain(carrier), margin, margin, one);
  const anew = label > 1 ? `, label ${label} (earlier ones are void)` : '';
  const about = `${plain(method)} - order ${plain(orderNumber)}, parcel ${part}${anew}`;
  document
    .font('Helvetica')
    .fontSize(8)
    .text(about, margin, margin + 19, one);
  rule(document, margin + 33);
}

const linesOf = (address: Sender): string[] =>
  [
    address.name,
    address.company,
    address.line1,
    address.line2,
    `${address.postcode} ${address.city}`,
    [address.region, address.country].filter(Boolean).join(' '),
  ]
    .filter((line): line is string => line !== null)
    .map(plain);

function drawAddresses(document: PDFKit.PDFDocument, { from, to }: Label): void {
  let y = margin + 40;
  document.font('Helvetica').fontSize(7).text('From', margin, y, one);
  for (const line of from ? linesOf(from) : ['(see the order)']) document.text(line, margin + 30, (y += 9) - 9, one);
  rule(document, (y += 8));
  document.fontSize(7).text('To', margin, (y += 7), one);
  y += 10;
  for (const [index, line] of linesOf(to).entries()) {
    document.font(index === 0 ? 'Helvetica-Bold' : 'Helvetica').fontSize(12);
    document.text(line, margin, y, one);
    y += 15;
  }
}

function drawFoot(document: PDFKit.PDFDocument, label: Label): void {
  const top = height - margin - 150;
  rule(document, top);
  document
    .font('Helvetica-Bold')
    .fontSize(9)
    .text(handovers[label.handover], margin, top + 7, one);
  const note = label.to.note ? plain(label.to.note.replace(/\s+/g, ' ')) : '';
  document
    .font('Helvetica')
    .fontSize(7)
    .text(note, margin, top + 20, { width: inner, height: 18, ellipsis: true });
  const slot = label.slot ? ` - ${label.slot.from.slice(0, 16)}Z to ${label.slot.until.slice(11, 16)}Z` : '';
  const about = `${label.pieces} pc - ${(label.weightGrams / 1_000).toFixed(3)} kg${slot}`;
  document.fontSize(8).text(about, margin, top + 42, one);
  drawBars(document, label.trackingNumber, top + 56);
  document.font('Courier-Bold').fontSize(12);
  document.text(label.trackingNumber, margin, height - margin - 16, { ...one, align: 'center' });
}

/** Bars as rectangles, with the quiet zone of ten modules on both sides. */
function drawBars(document: PDFKit.PDFDocument, text: string, y: number): void {
  const { bars, width: modules } = barsOf(text);
  const module = inner / (modules + 20);
  for (const bar of bars) document.rect(margin + (bar.x + 10) * module, y, bar.width * module, 70);
  document.fill('black');
}
