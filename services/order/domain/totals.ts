// What an order costs, line by line and vendor by vendor, so that every cent is accounted for.

import { fail } from '#kernel/errors';

/** What is reckoned with for a line: amounts are of all its pieces. */
export interface PricedLine {
  vendorId: string;
  gross: bigint;
  discount: bigint;
  /** What of the discount the platform pays the vendor. */
  funded: bigint;
  tax: bigint;
}

/** What sending a vendor's part costs. */
export interface PricedShipping {
  vendorId: string;
  gross: bigint;
  discount: bigint;
  funded: bigint;
  tax: bigint;
  ratePpm: number;
}

export interface Part {
  vendorId: string;
  /** Of the sending alone, after discounts, with taxes. */
  shipping: bigint;
  shippingTax: bigint;
  shippingRatePpm: number;
  shippingFunded: bigint;
  /** Of lines and sending, after discounts, with taxes. */
  total: bigint;
  tax: bigint;
  funded: bigint;
}

export interface Totals {
  subtotal: bigint;
  /** Off lines and sending. */
  discount: bigint;
  /** Before discounts. */
  shipping: bigint;
  tax: bigint;
  /** subtotal − discount + shipping, and the taxes where they come on top. */
  total: bigint;
  /** What is paid for each line, in their order. */
  lines: bigint[];
  parts: Part[];
}

/** What is paid for something: after its discount, with its taxes. Raises `internal` on a discount that is negative or
 * more than the price: no order is made of numbers that cannot be. */
export function paidFor({ gross, discount, tax }: Omit<PricedLine, 'vendorId' | 'funded'>, included: boolean): bigint {
  if (discount < 0n || discount > gross || tax < 0n) fail('internal', 'A discount or a tax is not what it can be.');
  return gross - discount + (included ? 0n : tax);
}

/** Adds up lines and sending. The parts of the vendors sum to the total. */
export function addUp(lines: readonly PricedLine[], shipping: readonly PricedShipping[], included: boolean): Totals {
  const parts = new Map<string, Part>();
  const partOf = (vendorId: string): Part => {
    let part = parts.get(vendorId);
    if (!part) parts.set(vendorId, (part = emptyPart(vendorId)));
    return part;
  };
  const totals: Totals = { subtotal: 0n, discount: 0n, shipping: 0n, tax: 0n, total: 0n, lines: [], parts: [] };
  const add = (priced: PricedLine): { part: Part; paid: bigint } => {
    const paid = paidFor(priced, included);
    const part = partOf(priced.vendorId);
    part.total += paid;
    part.tax += priced.tax;
    part.funded += priced.funded;
    totals.discount += priced.discount;
    totals.tax += priced.tax;
    totals.total += paid;
    return { part, paid };
  };
  for (const line of lines) {
    totals.subtotal += line.gross;
    totals.lines.push(add(line).paid);
  }
  for (const sending of shipping) {
    const { part, paid } = add(sending);
    totals.shipping += sending.gross;
    part.shipping += paid;
    part.shippingTax += sending.tax;
    part.shippingFunded += sending.funded;
    part.shippingRatePpm = sending.ratePpm;
  }
  return { ...totals, parts: [...parts.values()] };
}

const emptyPart = (vendorId: string): Part => ({
  vendorId,
  shipping: 0n,
  shippingTax: 0n,
  shippingRatePpm: 0,
  shippingFunded: 0n,
  total: 0n,
  tax: 0n,
  funded: 0n,
});
