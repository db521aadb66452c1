import { expect, test } from 'vitest';
import { refundOf } from './refund.ts';
import type { Order } from './states.ts';

const euros = (amount: string) => ({ amount, currency: 'EUR' });
const order = {
  currency: 'EUR',
  lines: [
    { lineId: 'a', vendorId: 'v', quantity: 3, cancelled: 1, total: euros('1000') },
    { lineId: 'b', vendorId: 'w', quantity: 1, cancelled: 0, total: euros('500') },
  ],
  parts: [
    { vendorId: 'v', shipping: euros('490') },
    { vendorId: 'w', shipping: euros('0') },
  ],
} as unknown as Order;

test('gives the part of a line by its pieces, and shipping with the last of them', () => {
  expect(refundOf(order, {})).toEqual(euros('0'));
  expect(refundOf(order, { a: 1 })).toEqual(euros('333'));
  expect(refundOf(order, { a: 2, b: 1 })).toEqual(euros(String(666 + 490 + 500)));
});
