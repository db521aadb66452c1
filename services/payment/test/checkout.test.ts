import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { newOrder, openShop, type Shop, vendorA } from './shop.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.t.close());

const types = (paymentId: string) =>
  shop.t
    .published()
    .filter(({ data }) => data.paymentId === paymentId)
    .map(({ type }) => type);

const ledgerSums = () =>
  shop.t.db('payment').many({ currency: col.text, total: col.bigint })`
    select currency, sum(amount)::int8 as total from postings group by currency order by currency`;
const counts = (paymentId: string) =>
  shop.t.db('payment').one({ entries: col.int, charges: col.int, invoices: col.int })`
    select (select count(*)::int from journal_entries where source_id = ${paymentId}) as entries,
           (select count(*)::int from sandbox_payments where key = ${paymentId}) as charges,
           (select count(*)::int from invoices where payment_id = ${paymentId}) as invoices`;

test('a payment is held, taken, written down, numbered and told of', async () => {
  const order = newOrder(3_000);
  expect(await shop.authorise(order)).toMatchObject({ state: 'authorised', captured: { amount: '0' } });
  expect(await shop.capture(order)).toMatchObject({ state: 'captured', captured: { amount: '3000' } });
  await shop.t.settle();
  expect(types(order.paymentId)).toEqual([
    'payment.initiated',
    'payment.authorised',
    'payment.succeeded',
    'invoice.created',
  ]);
  expect(await ledgerSums()).toEqual([{ currency: 'EUR', total: 0n }]);
  const owed = await shop.t.asService('test').payment.getVendorBalance({ vendorId: vendorA });
  expect(owed.items).toEqual([{ amount: '2000', currency: 'EUR' }]);
});

test('fifty parallel requests for one payment hold it once and take it once, with one answer', async () => {
  const order = newOrder(5_000);
  const held = await Promise.all(Array.from({ length: 50 }, () => shop.authorise(order)));
  expect(new Set(held.map(({ state }) => state))).toEqual(new Set(['authorised']));
  const taken = await Promise.all(Array.from({ length: 50 }, () => shop.capture(order)));
  expect(new Set(taken.map(({ state }) => state))).toEqual(new Set(['captured']));
  expect(await counts(order.paymentId)).toEqual({ entries: 1, charges: 1, invoices: 1 });
});

test('two hundred parallel captures each have their entry and a number of their own, without gaps', async () => {
  const orders = Array.from({ length: 200 }, (_, index) => newOrder(1_000 + index));
  await Promise.all(orders.map(order => shop.authorise(order)));
  await Promise.all(orders.map(order => shop.capture(order)));
  await shop.t.settle();
  const { numbers, entries, highest } = await shop.t.db('payment').one({
    numbers: col.int,
    entries: col.int,
    highest: col.int,
  })`
    select (select count(distinct number)::int from invoices where kind = 'invoice') as numbers,
           (select max(number) from invoices where kind = 'invoice') as highest,
           (select count(*)::int from journal_entries where kind = 'capture') as entries`;
  expect(numbers).toBe(highest);
  expect(numbers).toBe(entries);
  expect(await ledgerSums()).toEqual([{ currency: 'EUR', total: 0n }]);
});

test.each(['insufficient_funds', 'expired_card', 'incorrect_cvc', 'suspected_fraud'])(
  'a decline (%s) is a state with its reason, and final',
  async reason => {
    const order = newOrder(1_500);
    const declined = { state: 'declined', reason, captured: { amount: '0' } };
    expect(await shop.authorise(order, { token: `tok_${reason}` })).toMatchObject(declined);
    expect(await shop.authorise(order, { token: 'tok_visa' })).toMatchObject(declined);
    await expect(shop.capture(order)).rejects.toMatchObject({ extras: { reason: 'not_authorised' } });
    await shop.t.settle();
    expect(types(order.paymentId)).toEqual(['payment.initiated', 'payment.failed']);
  },
);

test('what is let go of before it begins can never begin', async () => {
  const order = newOrder(2_000);
  expect(await shop.letGo(order)).toBe(null);
  expect(await shop.letGo(order)).toBe(null);
  await expect(shop.authorise(order)).rejects.toMatchObject({
    code: 'failed_precondition',
    extras: { reason: 'payment_void' },
  });
  expect(await counts(order.paymentId)).toMatchObject({ charges: 0 });
});

test('what is held is let go of at the provider, and what was taken is given back in full', async () => {
  const held = newOrder(2_000);
  await shop.authorise(held);
  expect(await shop.letGo(held)).toMatchObject({ state: 'voided' });
  const taken = newOrder(2_500);
  await shop.authorise(taken);
  await shop.capture(taken);
  expect(await shop.letGo(taken)).toMatchObject({ state: 'captured', refunded: { amount: '2500' } });
  expect(await shop.letGo(taken)).toMatchObject({ refunded: { amount: '2500' } });
  const rows = await shop.t.db('payment').many({ state: col.text, refunded: col.bigint })`
    select state, refunded from sandbox_payments where key = any(${[held.paymentId, taken.paymentId]}::text[])
    order by amount`;
  expect(rows).toEqual([
    { state: 'voided', refunded: 0n },
    { state: 'captured', refunded: 2_500n },
  ]);
});

test('letting go and authorising at once end in one of both, never in a charge nobody knows of', async () => {
  const orders = Array.from({ length: 40 }, () => newOrder(900));
  await Promise.all(orders.flatMap(order => [shop.authorise(order).catch(() => null), shop.letGo(order)]));
  await shop.t.advance('11m');
  await shop.t.advance('11m');
  const { held } = await shop.t.db('payment').one({ held: col.int })`
    select count(*)::int as held from sandbox_payments
    where key = any(${orders.map(({ paymentId }) => paymentId)}::text[]) and state not in ('voided', 'declined')`;
  expect(held).toBe(0);
});

test('money that is not taken in time is let go of', async () => {
  const order = newOrder(4_200);
  await shop.authorise(order);
  await shop.t.advance('31m');
  expect(await shop.status(order)).toMatchObject({ state: 'expired' });
  const { state } = await shop.t.db('payment').one({ state: col.text })`
    select state from sandbox_payments where key = ${order.paymentId}`;
  expect(state).toBe('voided');
});

test('shares must sum to the amount, and another order cannot use the same payment', async () => {
  const order = newOrder(1_000);
  await shop.authorise(order);
  const wrong = { ...order, vendors: [{ ...order.vendors[0]!, gross: 1n, tax: 0n }] };
  await expect(shop.capture(wrong)).rejects.toMatchObject({ code: 'invalid_argument' });
  await expect(shop.authorise({ ...newOrder(1_000), paymentId: order.paymentId })).rejects.toMatchObject({
    extras: { reason: 'payment_differs' },
  });
});

test('an order that costs nothing needs no provider', async () => {
  const order = newOrder(0);
  expect(await shop.authorise(order)).toMatchObject({ state: 'authorised' });
  expect(await shop.capture(order)).toMatchObject({ state: 'captured' });
  expect(await counts(order.paymentId)).toMatchObject({ charges: 0, entries: 0 });
});
