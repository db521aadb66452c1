import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import type { PaymentCtx } from '../definition.ts';
import { seed } from '../seed.ts';
import { eur, newOrder, openShop, type Shop, vendorA, vendorB } from './shop.ts';

let shop: Shop;
const admin = () => shop.t.as(shop.t.person('admin@platform')).payment;
const vendor = (id: string) => shop.t.as(shop.t.person(`vendor@vendor:${id}`)).payment;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.t.close());

async function paid(amount: number, currency = 'EUR') {
  const order = newOrder(amount, currency);
  await shop.authorise(order);
  await shop.capture(order);
  return order;
}

test('what a vendor is owed is paid out once, and refunds afterwards are owed back', async () => {
  const order = await paid(3_000);
  // With all connections open already the ten do meet.
  await Promise.all(Array.from({ length: 10 }, () => shop.t.db('payment').run`select pg_sleep(0.1)`));
  const payouts = await Promise.allSettled(
    Array.from({ length: 10 }, () => admin().startPayout({ vendorId: vendorA, currency: 'EUR' })),
  );
  expect(payouts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await vendor(vendorA).getVendorBalance({ vendorId: vendorA })).items).toEqual([eur(0)]);
  await shop.refund(order, [{ ...order.vendors[0]!, gross: 600n, tax: 0n }]);
  expect((await vendor(vendorA).getVendorBalance({ vendorId: vendorA })).items).toEqual([eur(-600)]);
  await expect(admin().startPayout({ vendorId: vendorA, currency: 'EUR' })).rejects.toMatchObject({
    extras: { reason: 'nothing_owed' },
  });
  await shop.t.settle();
  expect(shop.t.published().filter(({ type }) => type === 'payout.sent')).toHaveLength(1);
  const listed = await vendor(vendorA).listPayouts({ vendorId: vendorA, limit: 1 });
  expect(listed.items).toMatchObject([{ amount: eur(2_000) }]);
});

test('every Monday each vendor gets what it is owed', async () => {
  await shop.t.advance('7d');
  const before = (await vendor(vendorB).listPayouts({ vendorId: vendorB })).items.length;
  await paid(900);
  await paid(900, 'JPY');
  await shop.t.advance('7d');
  const { items } = await vendor(vendorB).listPayouts({ vendorId: vendorB });
  expect(items.length).toBe(before + 2);
  const page = await vendor(vendorB).listPayouts({ vendorId: vendorB, limit: 1 });
  const next = await vendor(vendorB).listPayouts({ vendorId: vendorB, limit: 1, cursor: page.nextCursor! });
  expect(next.items[0]!.id).toBe(items[1]!.id);
});

test('a statement has every posting of the month between what was owed before and after', async () => {
  const input = { vendorId: vendorA, currency: 'EUR', month: '2026-03' };
  const csv = await vendor(vendorA).getStatement({ ...input, format: 'csv' });
  const lines = Buffer.from(csv.content as string)
    .toString()
    .trim()
    .split('\n');
  expect(lines[0]).toBe('at,what,source_id,amount,currency');
  expect(lines.some(line => line.includes('Payout') && line.includes(',-2000,EUR'))).toBe(true);
  const pdf = await vendor(vendorA).getStatement(input);
  expect(
    Buffer.from(pdf.content as Uint8Array)
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(await vendor(vendorA).getStatement({ ...input, month: '2026-12' })).toMatchObject({
    filename: 'statement-2026-12-EUR.pdf',
  });
});

test("a vendor sees no other vendor's money, and nobody but administrators the books", async () => {
  const other = vendor(vendorB);
  const refused = { code: 'permission_denied' };
  await expect(other.getVendorBalance({ vendorId: vendorA })).rejects.toMatchObject(refused);
  await expect(other.listPayouts({ vendorId: vendorA })).rejects.toMatchObject(refused);
  await expect(other.getStatement({ vendorId: vendorA, currency: 'EUR', month: '2026-03' })).rejects.toMatchObject(
    refused,
  );
  await expect(other.startPayout({ vendorId: vendorB, currency: 'EUR' })).rejects.toMatchObject(refused);
  await expect(other.listJournal({})).rejects.toMatchObject(refused);
  await expect(other.verifyLedger({})).rejects.toMatchObject(refused);
  await expect(other.authorisePayment({} as never)).rejects.toMatchObject({
    code: expect.stringMatching(/argument|denied/),
  });
});

const header = 'entity,type,payment,key,amount,fee,currency,settled_at';
const importFile = (rows: string[]) =>
  admin().importSettlements({
    provider: 'sandbox',
    contentType: 'text/csv',
    content: Buffer.from([header, ...rows].join('\n')),
  });

test('the provider’s settlement file is posted once, and what differs from ours is listed', async () => {
  const good = await paid(1_234);
  const wrong = await paid(1_235);
  const held = newOrder(1_236);
  await shop.authorise(held);
  const at = '2026-03-20T00:00:00.000Z';
  const rows = [
    `pay_1,payment,sbx_1,${good.paymentId},1234,30,EUR,${at}`,
    `pay_2,payment,sbx_2,${wrong.paymentId},1000,30,EUR,${at}`,
    `pay_3,payment,sbx_3,${held.paymentId},1236,30,EUR,${at}`,
    `pay_4,payment,sbx_4,,500,10,EUR,${at}`,
  ];
  expect(await importFile(rows)).toEqual({ rows: 4, added: 4 });
  await expect(importFile(rows)).rejects.toMatchObject({ code: 'already_exists' });
  expect(await importFile([...rows, `rf_1,refund,sbx_1,${good.paymentId},-100,0,EUR,${at}`])).toEqual({
    rows: 5,
    added: 1,
  });
  await expect(importFile([rows[0]!.replace('EUR', 'euro')])).rejects.toMatchObject({ code: 'invalid_argument' });
  const report = await admin().reconcile({});
  expect(report.differences.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    'settled_amount pay_2',
    'settled_not_captured pay_3',
    'settled_unknown pay_4',
  ]);
  const bank = (await admin().listAccounts({ limit: 100 })).items.find(({ code }) => code === 'provider_fees');
  expect(bank!.balances).toEqual([eur(100)]);
});

test('a payment without its entry, an order paid twice and shares that lack a cent are found', async () => {
  const order = await paid(2_000);
  const db = shop.t.db('payment');
  const twin = newOrder(2_000);
  await shop.authorise({ ...twin, orderId: order.orderId });
  await shop.capture({ ...twin, orderId: order.orderId });
  await db.run`update payment_shares set gross = gross - 1 where payment_id = ${order.paymentId} and vendor_id = ${vendorB}`;
  const forged = newOrder(300);
  await shop.authorise(forged);
  await db.run`
    update payments set state = 'captured', captured = amount
    where order_id = ${forged.orderId} and id = ${forged.paymentId}`;
  const { differences } = await admin().reconcile({});
  const kinds = differences.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['order_paid_twice', 'shares_amount', 'no_ledger_entry', 'no_invoice']));
  await shop.t.advance('1d');
  const { items, nextCursor } = await admin().listReconciliations({ limit: 1 });
  expect(items[0]!.differences.length).toBeGreaterThan(0);
  expect((await admin().listReconciliations({ limit: 1, cursor: nextCursor! })).items).toHaveLength(1);
});

test('the demo seed gives rules, accounts and two gift cards, and a second run changes nothing', async () => {
  const counts = () =>
    shop.t.db('payment').one({ rules: col.int, cards: col.int, entries: col.int })`
      select (select count(*)::int from commission_rules) as rules, (select count(*)::int from gift_cards) as cards,
             (select count(*)::int from journal_entries where kind = 'credit_issued') as entries`;
  await seed(shop.ctx as PaymentCtx);
  expect(await counts()).toEqual({ rules: 3, cards: 2, entries: 2 });
  await seed(shop.ctx as PaymentCtx);
  expect(await counts()).toEqual({ rules: 3, cards: 2, entries: 2 });
  const card = await shop.t.anonymous().payment.checkGiftCard({ code: 'DEMO-GIFT-0001' });
  expect(card).toEqual({ balance: eur(5_000), last4: '0001' });
});

test('a manager sees what the building earned, held, gave back and was paid, and no other building', async () => {
  const buildingId = randomUUID();
  const manager = shop.t.as(shop.t.person(`manager@building:${buildingId}`)).payment;
  expect(await manager.getBuildingMoney({ buildingId })).toEqual({ owed: [], deposits: [], months: [] });
  const part = { vendorId: buildingId, tax: 0n, funded: 0n };
  const rented = {
    ...newOrder(8_000),
    vendors: [
      { ...part, gross: 3_000n },
      { ...part, gross: 5_000n, deposit: true },
    ],
  };
  await shop.authorise(rented);
  await shop.capture(rented);
  await shop.refund(rented, [{ ...part, gross: 1_000n }]);
  const keep = { paymentId: rented.paymentId, keepId: randomUUID(), vendorId: buildingId, amount: eur(2_000) };
  await shop.t.asService('booking').payment.keepDeposit(keep);
  await admin().startPayout({ vendorId: buildingId, currency: 'EUR' });

  const { owed, deposits, months } = await manager.getBuildingMoney({ buildingId });
  expect([owed, deposits]).toEqual([[eur(0)], [eur(3_000)]]);
  const month = shop.t.clock.now().slice(0, 7);
  // The demo's commission, of a tenth, is not the building's.
  const moved = { cameIn: eur(2_700), givenBack: eur(900), depositsKept: eur(2_000), paidOut: eur(3_800) };
  expect(months).toEqual([{ month, ...moved }]);

  const stranger = shop.t.as(shop.t.person(`manager@building:${randomUUID()}`)).payment;
  const resident = shop.t.as(shop.t.person(`resident@building:${buildingId}`)).payment;
  for (const other of [stranger, resident])
    await expect(other.getBuildingMoney({ buildingId })).rejects.toMatchObject({ code: 'permission_denied' });
});
