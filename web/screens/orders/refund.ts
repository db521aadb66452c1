import type { Money } from '#kernel/contract';
import type { Order } from './states.ts';

/** What about comes back for these pieces, by line; the order has the last cent, and shipping with the last piece. */
export function refundOf(
  { lines, parts, currency }: Pick<Order, 'lines' | 'parts' | 'currency'>,
  pieces: Readonly<Record<string, number>>,
): Money {
  let sum = 0n;
  for (const { lineId, total, quantity } of lines)
    sum += (BigInt(total.amount) * BigInt(pieces[lineId] ?? 0)) / BigInt(quantity);
  for (const { vendorId, shipping } of parts) {
    const own = lines.filter(line => line.vendorId === vendorId);
    const before = own.some(line => line.quantity > line.cancelled);
    const after = own.some(line => line.quantity - line.cancelled > (pieces[line.lineId] ?? 0));
    if (before && !after) sum += BigInt(shipping.amount);
  }
  return { amount: String(sum), currency };
}
