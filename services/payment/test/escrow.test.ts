// Money in escrow: neither the vendor's nor the payer's, until it is released to the one or goes back to the other.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PaymentCtx } from '../definition.ts';
import { reconcileNow } from '../reconciliation.ts';
import { eur, newOrder, openShop, type Shop, sharesOf, vendorA, vendorB } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  const { payment } = shop.t.as(shop.t.person('admin@platform'));
  await payment.setCommissionRule({ vendorId: vendorA, ratePpm: 100_000 });
  shop.t.clock.advance('2m');
});
afterAll(() => shop.t.close());

type Order = ReturnType<typeof newOrder>;

async function held(amount = 9_000): Promise<Order> {
  const order = newOrder(amount);
  await shop.authorise(order);
  const none = { ...order.amount, amount: '0' };
  const line = { text: 'A new tap', quantity: 1, gross: order.amount, tax: none, taxRatePpm: 0 };
  await shop.t.asService('marketplace').payment.capturePayment({
    paymentId: order.paymentId,
    escrow: true,
    shares: sharesOf(order),
    invoice: { billTo: ['Ada Adler'], lines: [line] },
  });
  return order;
}

const release = ({ paymentId }: Order) => shop.t.asService('marketplace').payment.releaseEscrow({ paymentId });
const back = (order: Order, gross: bigint, vendorId = vendorA) =>
  shop.refund(order, [{ vendorId, gross, tax: 0n, funded: 0n }]);

async function balance(code: string): Promise<string> {
  const { payment } = shop.t.as(shop.t.person('admin@platform'));
  for (let cursor: string | undefined; ; ) {
    const page = await payment.listAccounts({ limit: 100, ...(cursor && { cursor }) });
    const found = page.items.find(account => account.code === code);
    if (found) return found.balances[0]?.amount ?? '0';
    if (!page.nextCursor) return '0';
    cursor = page.nextCursor;
  }
}

async function green(): Promise<void> {
  await shop.t.settle();
  const { payment } = shop.t.as(shop.t.person('admin@platform'));
  expect((await payment.verifyLedger({})).bad).toBeNull();
  expect((await payment.reconcile({})).differences).toEqual([]);
}

test('what is captured for escrow is owed to nobody, and once it is released to the vendors less commission', async () => {
  const order = await held();
  const before = { a: BigInt(await balance(`vendor:${vendorA}`)), kept: BigInt(await balance('commission')) };
  expect(await balance(`escrow:${order.orderId}`)).toBe('-9000');
  await green();
  expect(await release(order)).toMatchObject({ net: eur(8_500), commission: eur(500) });
  expect(await balance(`escrow:${order.orderId}`)).toBe('0');
  expect(BigInt(await balance(`vendor:${vendorA}`)) - before.a).toBe(-5_500n);
  expect(BigInt(await balance('commission')) - before.kept).toBe(-500n);
  expect(await release(order)).toMatchObject({ net: eur(8_500) });
  expect(await balance(`escrow:${order.orderId}`)).toBe('0');
  await green();
});

test('what goes back first is taken from escrow, and the commission with it; what goes back later from the vendor', async () => {
  const order = await held();
  const before = BigInt(await balance(`vendor:${vendorA}`));
  await back(order, 2_001n);
  expect(await balance(`escrow:${order.orderId}`)).toBe('-6999');
  expect(BigInt(await balance(`vendor:${vendorA}`))).toBe(before);
  await green();
  expect(await release(order)).toMatchObject({ net: eur(6_699), commission: eur(300) });
  await back(order, 1_000n);
  expect(await balance(`escrow:${order.orderId}`)).toBe('0');
  expect(BigInt(await balance(`vendor:${vendorA}`)) - before).toBe(-(3_999n - 300n) + 900n);
  await green();
});

test('all of it goes back, and then there is nothing to release', async () => {
  const order = await held();
  await back(order, 6_000n);
  await back(order, 3_000n, vendorB);
  expect(await release(order)).toMatchObject({ net: eur(0), commission: eur(0) });
  expect(await balance(`escrow:${order.orderId}`)).toBe('0');
  await green();
});

test('let go of, what lies in escrow goes back whole', async () => {
  const order = await held();
  await shop.letGo(order);
  expect(await balance(`escrow:${order.orderId}`)).toBe('0');
  expect(await shop.status(order)).toMatchObject({ refunded: eur(9_000) });
  await green();
});

test('nothing is released while a refund is under way, nor before it was captured', async () => {
  const order = newOrder(9_000);
  await shop.authorise(order, { token: 'tok_refund_timeout' });
  await expect(release(order)).rejects.toMatchObject({ extras: { reason: 'not_captured' } });
  const none = { ...order.amount, amount: '0' };
  await shop.t.asService('marketplace').payment.capturePayment({
    paymentId: order.paymentId,
    escrow: true,
    shares: sharesOf(order),
    invoice: {
      billTo: ['Ada'],
      lines: [{ text: 'Tap', quantity: 1, gross: order.amount, tax: none, taxRatePpm: 0 }],
    },
  });
  await back(order, 1_000n).catch(() => {});
  await expect(release(order)).rejects.toMatchObject({ extras: { reason: 'refund_pending' } });
  for (let round = 0; round < 20; round++) {
    shop.t.clock.advance('30s');
    await shop.t.settle({ tolerateFailures: true });
  }
  expect(await release(order)).toMatchObject({ net: eur(7_600), commission: eur(400) });
  await green();
});

test('a refund and a release at once never move the same money', async () => {
  for (let round = 0; round < 5; round++) {
    const order = await held();
    await Promise.allSettled([back(order, 6_000n), release(order), release(order)]);
    await release(order);
    expect(await balance(`escrow:${order.orderId}`)).toBe('0');
    await green();
  }
});

test('money that is missing in escrow is found by the reconciliation', async () => {
  const order = await held();
  await shop.t.db('payment').run`
    update payment_shares set refunded_gross = 1 where payment_id = ${order.paymentId} and vendor_id = ${vendorB}`;
  const ctx = shop.t.ctx('payment') as unknown as PaymentCtx;
  const { differences } = await reconcileNow(ctx, ctx.db);
  expect(differences).toMatchObject([{ kind: 'escrow_balance', id: order.paymentId }]);
});
