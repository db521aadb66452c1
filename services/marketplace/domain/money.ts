// What a quote comes to, and who gets what of it when a job does not go as planned. All of it in minor units.

import { epochMs, type Instant } from '#kernel/time';

export interface QuoteLine {
  text: string;
  quantity: number;
  /** Of one piece, taxes included. */
  unitPrice: bigint;
  taxRatePpm: number;
}

const million = 1_000_000n;

/** The tax that is in a gross amount, rounded half up. */
export const taxIn = (gross: bigint, ratePpm: number): bigint => {
  const [rate, whole] = [BigInt(ratePpm), million + BigInt(ratePpm)];
  return (2n * gross * rate + whole) / (2n * whole);
};

export const grossOf = ({ quantity, unitPrice }: QuoteLine): bigint => BigInt(quantity) * unitPrice;

/** What all lines come to, and the tax in it. */
export const totalsOf = (lines: readonly QuoteLine[]): { total: bigint; tax: bigint } => ({
  total: lines.reduce((sum, line) => sum + grossOf(line), 0n),
  tax: lines.reduce((sum, line) => sum + taxIn(grossOf(line), line.taxRatePpm), 0n),
});

/** What a listing says of a resident who cancels late. */
export interface CancelTerms {
  /** Until so many hours before the start it costs nothing. */
  freeHours: number;
  /** After that the provider keeps so much. */
  latePercent: number;
}

/** What comes back to a resident who cancels now: rounded up, so that no half cent is kept. */
export function refundOfCancelling(
  total: bigint,
  { freeHours, latePercent }: CancelTerms,
  startsAt: Instant,
  now: Instant,
) {
  if (epochMs(now) <= epochMs(startsAt) - freeHours * 3_600_000) return total;
  return total - (total * BigInt(latePercent)) / 100n;
}
