// A shop's side of payments, for the tests: orders to pay, in one line.

import { randomUUID } from 'node:crypto';
import { agora, type Harness } from '#kernel/testing/harness';
import type { PaymentMethod } from '../contract.ts';
import type { PaymentCtx } from '../definition.ts';
import payment from '../service.ts';

export type T = Harness<readonly [typeof payment]>;

/** Nobody listens there: webhooks of the sandbox are lost unless a test says where they go. */
export const nowhere = 'http://127.0.0.1:9/webhooks';

export async function openShop(config: Record<string, string> = {}) {
  const t = await agora({
    services: [payment],
    config: { AGORA_PAYMENT_SANDBOX_WEBHOOK_URL: nowhere, AGORA_PAYMENT_SANDBOX_SLOW_MS: '5', ...config },
  });
  const ctx = t.ctx('payment') as unknown as PaymentCtx;
  return { t, ctx, ...shopOf(t) };
}
export type Shop = Awaited<ReturnType<typeof openShop>>;

export const eur = (amount: number | bigint) => ({ amount: String(amount), currency: 'EUR' });

type Method = Partial<PaymentMethod>;

export interface Order {
  paymentId: string;
  orderId: string;
  amount: { amount: string; currency: string };
  vendors: {
    vendorId: string;
    deposit?: boolean;
    categoryIds?: string[];
    gross: bigint;
    tax: bigint;
    funded: bigint;
  }[];
}

export const vendorA = randomUUID();
export const vendorB = randomUUID();

export function newOrder(amount: number, currency = 'EUR'): Order {
  const first = BigInt(amount) / 3n;
  return {
    paymentId: randomUUID(),
    orderId: randomUUID(),
    amount: { amount: String(amount), currency },
    vendors: [
      { vendorId: vendorA, gross: BigInt(amount) - first, tax: (BigInt(amount) - first) / 6n, funded: 0n },
      { vendorId: vendorB, gross: first, tax: 0n, funded: 0n },
    ],
  };
}

export const sharesOf = ({ vendors, amount: { currency } }: Pick<Order, 'vendors' | 'amount'>) =>
  vendors.map(({ vendorId, deposit, categoryIds, gross, tax, funded }) => ({
    vendorId,
    ...(deposit && { deposit }),
    ...(categoryIds && { categoryIds }),
    gross: { amount: String(gross), currency },
    tax: { amount: String(tax), currency },
    platformFunded: { amount: String(funded), currency },
  }));

function shopOf(t: T) {
  const order = () => t.asService('order').payment;
  return {
    authorise: (made: Order, method: Method = {}, payerId: string | null = null, minutes = 30) =>
      order().authorisePayment({
        paymentId: made.paymentId,
        orderId: made.orderId,
        orderNumber: 'A-1001',
        payerId,
        amount: made.amount,
        method: { kind: 'card', token: null, giftCards: [], storeCredit: false, ...method },
        expiresAt: new Date(t.clock.epochMs() + minutes * 60_000).toISOString(),
      }),
    capture: (made: Order) =>
      order().capturePayment({
        paymentId: made.paymentId,
        shares: sharesOf(made),
        invoice: {
          billTo: ['Ada Adler', 'Musterweg 1', '10115 Berlin'],
          lines: [
            {
              text: 'Bicycle bell',
              quantity: 2,
              gross: made.amount,
              tax: { ...made.amount, amount: '0' },
              taxRatePpm: 190_000,
            },
          ],
        },
      }),
    letGo: ({ paymentId, orderId }: Order) => order().voidPayment({ paymentId, orderId }),
    status: ({ paymentId }: Order) => order().getPaymentStatus({ paymentId }),
    refund: (made: Order, vendors: Order['vendors'], refundId = randomUUID()) =>
      order().refundPayment({
        paymentId: made.paymentId,
        refundId,
        amount: {
          ...made.amount,
          amount: String(vendors.reduce((total, { gross }) => total + gross, 0n)),
        },
        shares: sharesOf({ vendors, amount: made.amount }),
        reason: 'Not wanted',
      }),
  };
}
