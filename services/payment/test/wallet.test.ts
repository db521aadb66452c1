import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { userDeleted } from '#services/iam/events';
import { newOrder, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.t.close());

async function paidBy(payerId: string | null, amount = 3_000) {
  const order = newOrder(amount);
  await shop.authorise(order, {}, payerId);
  await shop.capture(order);
  await shop.t.settle();
  return order;
}

test('the cards of the sandbox are offered where it takes the payments', async () => {
  expect(await shop.t.anonymous().payment.getPaymentOptions({})).toEqual({ testCards: true });
});

test('a payer sees their payments in pages, and why each was charged', async () => {
  const person = shop.t.person();
  const mine = shop.t.as(person).payment;
  const orders = [];
  for (let index = 0; index < 3; index++) orders.push(await paidBy(person.userId, 1_000 + index));
  const first = await mine.listPayments({ limit: 2 });
  const second = await mine.listPayments({ limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
    orders.map(({ paymentId }) => paymentId).reverse(),
  );
  const detail = await mine.getPayment({ paymentId: orders[0]!.paymentId });
  expect(detail.steps.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    'authorise authorised',
    'capture captured',
  ]);
  expect(detail.why).toEqual([
    expect.stringMatching(/^10\.00 EUR \(card\) was charged for order A-1001 on 2026-03-02, by payment\.succeeded /),
  ]);
  expect(detail.shares).toHaveLength(2);
  const declined = newOrder(500);
  await shop.authorise(declined, { token: 'tok_incorrect_cvc' }, person.userId);
  const { why } = await mine.getPayment({ paymentId: declined.paymentId });
  expect(why).toEqual(['Nothing was charged: the payment is declined (incorrect_cvc).']);
});

test("somebody else's payment, card and invoice are not even hinted at", async () => {
  const owner = shop.t.person();
  const { paymentId, orderId } = await paidBy(owner.userId);
  const stranger = shop.t.as(shop.t.person()).payment;
  const [invoice] = (await shop.t.as(owner).payment.listInvoices({})).items;
  const card = await shop.t.as(owner).payment.addPaymentMethod({ token: 'tok_1', brand: 'Visa', last4: '4242' });
  for (const attempt of [
    () => stranger.getPayment({ paymentId }),
    () => stranger.getInvoice({ invoiceId: invoice!.id }),
    () => stranger.getInvoice({ invoiceId: invoice!.id, key: 'guessed' }),
    () => stranger.getOrderInvoice({ orderId }),
    () => stranger.removePaymentMethod({ methodId: card.id }),
    () => shop.t.anonymous().payment.getInvoice({ invoiceId: invoice!.id }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
});

test('cards are kept as sealed tokens, once each, and pay for their owner only', async () => {
  const owner = shop.t.person();
  const mine = shop.t.as(owner).payment;
  const card = await mine.addPaymentMethod({ token: 'tok_expired_card', brand: 'Visa', last4: '0069' });
  const again = await mine.addPaymentMethod({ token: 'tok_expired_card', brand: 'Visa', last4: '0069' });
  expect(again.id).toBe(card.id);
  const { row } = await shop.t.db('payment').one({ row: col.text })`
    select m::text as row from payment_methods m where id = ${card.id}`;
  expect(row).not.toContain(Buffer.from('tok_expired_card').toString('hex'));
  const own = newOrder(1_000);
  const declined = { state: 'declined', reason: 'expired_card' };
  expect(await shop.authorise(own, { token: card.token }, owner.userId)).toMatchObject(declined);
  const other = newOrder(1_000);
  const unknown = { state: 'declined', reason: 'payment_method_unknown' };
  expect(await shop.authorise(other, { token: card.token }, shop.t.person().userId)).toMatchObject(unknown);
  await mine.removePaymentMethod({ methodId: card.id });
  expect((await mine.listPaymentMethods({})).items).toEqual([]);
  for (let index = 0; index < 20; index++)
    await mine.addPaymentMethod({ token: `tok_${index}`, brand: 'Visa', last4: '4242' });
  await expect(mine.addPaymentMethod({ token: 'tok_20', brand: 'Visa', last4: '4242' })).rejects.toMatchObject({
    extras: { reason: 'too_many_methods' },
  });
});

test('an invoice and its credit note are numbered in their series and drawn as PDF', async () => {
  const person = shop.t.person();
  const mine = shop.t.as(person).payment;
  const order = await paidBy(person.userId);
  await shop.refund(order, [{ ...order.vendors[1]!, gross: 400n }]);
  await shop.t.settle();
  const { items } = await mine.listInvoices({});
  expect(items.map(({ kind, number, total }) => [kind, number.slice(0, 9), total.amount])).toEqual([
    ['credit_note', 'CRN-2026-', '400'],
    ['invoice', 'INV-2026-', '3000'],
  ]);
  expect(
    (await mine.listInvoices({ limit: 1, cursor: (await mine.listInvoices({ limit: 1 })).nextCursor! })).items,
  ).toHaveLength(1);
  for (const { id } of items) {
    const reply = await shop.t.http(`/api/v1/invoices/${id}`, { user: person });
    expect(reply.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await reply.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  }
  expect(await mine.getOrderInvoice({ orderId: order.orderId })).toMatchObject({ mime: 'application/pdf' });
});

test('a guest reads the invoice by the link the order gives, and the text at rest is sealed', async () => {
  const { orderId } = await paidBy(null);
  const { url } = await shop.t.asService('order').payment.getInvoiceLink({ orderId });
  expect((await shop.t.http(url.replace('http://agora.test', ''))).status).toBe(200);
  expect((await shop.t.http(url.replace('http://agora.test', '').slice(0, -2))).status).toBe(404);
  const { row } = await shop.t.db('payment').one({ row: col.text })`
    select i::text as row from invoices i where order_id = ${orderId}`;
  expect(row).not.toContain('Adler');
  await expect(
    shop.t.asService('order').payment.getInvoiceLink({ orderId: newOrder(1).orderId }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('a refund is repeatable by its id, and never more than is left', async () => {
  const order = await paidBy(null);
  const [first] = order.vendors;
  const refundId = crypto.randomUUID();
  const part = [{ ...first!, gross: 700n, tax: 0n }];
  const results = await Promise.all(Array.from({ length: 20 }, () => shop.refund(order, part, refundId)));
  expect(new Set(results.map(({ state }) => state))).toEqual(new Set(['succeeded']));
  expect(await shop.status(order)).toMatchObject({ refunded: { amount: '700' } });
  await expect(shop.refund(order, [{ ...first!, gross: 800n, tax: 0n }], refundId)).rejects.toMatchObject({
    extras: { reason: 'refund_differs' },
  });
  const rest = Array.from({ length: 10 }, () =>
    shop.refund(order, [{ ...first!, gross: 500n, tax: 0n }]).catch(error => error.extras.reason as string),
  );
  const refused = (await Promise.all(rest)).filter(result => result === 'refund_exceeds_payment');
  expect(refused).toHaveLength(8);
  expect(await shop.status(order)).toMatchObject({ refunded: { amount: '1700' } });
  const { paymentId } = newOrder(1);
  await expect(shop.refund({ ...order, paymentId }, part)).rejects.toMatchObject({ code: 'not_found' });
  const held = newOrder(1_000);
  await shop.authorise(held);
  await expect(shop.refund(held, part)).rejects.toMatchObject({ extras: { reason: 'not_captured' } });
});

test('the cards of a deleted account are forgotten, even if it is told twice, and its payments stay in the books', async () => {
  const gone = shop.t.person();
  const mine = shop.t.as(gone).payment;
  await mine.addPaymentMethod({ token: 'tok_1', brand: 'Visa', last4: '4242' });
  await paidBy(gone.userId);
  await shop.t.deliver(userDeleted, { userId: gone.userId });
  await shop.t.redeliver();
  expect((await mine.listPaymentMethods({})).items).toEqual([]);
  expect((await mine.listPayments({})).items).toHaveLength(1);
  const kept = await shop.t.asService('profile').payment.exportPersonalData({ userId: gone.userId });
  expect(Object.entries(kept).map(([what, rows]) => [what, rows.length])).toEqual([
    ['cards', 0],
    ['credit', 0],
    ['invoices', expect.any(Number)],
    ['payments', 1],
  ]);
});
