// Deposits: held apart from what a vendor is owed, given back from there, and the vendor's once they are kept.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { payoutSent } from '../events.ts';
import { eur, newOrder, type Order, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.t.close());

const admin = () => shop.t.as(shop.t.person('admin@platform')).payment;
const booking = () => shop.t.asService('booking').payment;
const balance = (vendorId: string) => admin().getVendorBalance({ vendorId });

/** Something with a fee and a deposit, paid for; of a vendor of its own. */
async function paid(fee: number, deposit: number): Promise<Order & { vendorId: string }> {
  const vendorId = randomUUID();
  const made = { ...newOrder(fee + deposit), vendorId };
  const part = { vendorId, tax: 0n, funded: 0n };
  made.vendors = [
    { ...part, gross: BigInt(fee) },
    { ...part, gross: BigInt(deposit), deposit: true },
  ].filter(({ gross }) => gross > 0n);
  await shop.authorise(made);
  await shop.capture(made);
  return made;
}
type Paid = Awaited<ReturnType<typeof paid>>;

const back = (made: Paid, parts: { fee?: bigint; deposit?: bigint }) => {
  const part = { vendorId: made.vendorId, tax: 0n, funded: 0n };
  return shop.refund(made, [
    ...(parts.fee ? [{ ...part, gross: parts.fee }] : []),
    ...(parts.deposit ? [{ ...part, gross: parts.deposit, deposit: true }] : []),
  ]);
};
const keep = ({ paymentId, vendorId }: Paid, amount: number, keepId = randomUUID()) =>
  booking().keepDeposit({ paymentId, keepId, vendorId, amount: eur(amount) });
const reasonOf = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (error: { code: string; extras?: { reason?: string } }) => error.extras?.reason ?? error.code,
  );

test('a deposit is held apart: it costs no commission, and no payout takes it', async () => {
  const { vendorId: ruled } = await paid(1, 1);
  await admin().setCommissionRule({ vendorId: ruled, ratePpm: 100_000 });
  await shop.t.advance('2m');
  const made = { ...newOrder(6_000), vendorId: ruled };
  const part = { vendorId: ruled, tax: 0n, funded: 0n };
  made.vendors = [
    { ...part, gross: 1_000n },
    { ...part, gross: 5_000n, deposit: true },
  ];
  await shop.authorise(made);
  await shop.capture(made);
  const [entry] = (await admin().listJournal({ paymentId: made.paymentId })).items;
  expect(entry!.postings.map(({ account, amount }) => [account, amount.amount])).toEqual([
    ['provider:sandbox', '6000'],
    [`vendor:${ruled}`, '-900'],
    ['commission', '-100'],
    [`deposits:${ruled}`, '-5000'],
  ]);
  expect(await balance(ruled)).toEqual({ items: [eur(901)], deposits: [eur(5_001)] });
  await shop.t.advance('8 days');
  const sent = shop.t.published(payoutSent).filter(({ data }) => data.vendorId === ruled);
  expect(sent.map(({ data }) => data.amount)).toEqual([eur(901)]);
  expect(await balance(ruled)).toEqual({ items: [eur(0)], deposits: [eur(5_001)] });
  expect((await admin().verifyLedger({})).bad).toBeNull();
});

test('to the cent: what goes back in parts, what is kept, and no more than there is', async () => {
  const made = await paid(999, 5_000);
  await back(made, { fee: 333n, deposit: 1_001n });
  await back(made, { deposit: 1n });
  expect(await balance(made.vendorId)).toEqual({ items: [eur(666)], deposits: [eur(3_998)] });
  const keepId = randomUUID();
  for (let time = 0; time < 2; time++) expect(await keep(made, 1_500, keepId)).toEqual({ keepId, amount: eur(1_500) });
  expect(await balance(made.vendorId)).toEqual({ items: [eur(2_166)], deposits: [eur(2_498)] });
  expect(await reasonOf(keep(made, 2_499))).toBe('deposit_exceeded');
  expect(await reasonOf(keep(made, 0))).toBe('invalid_argument');
  expect(await reasonOf(back(made, { deposit: 2_499n }))).toBe('refund_exceeds_payment');
  await back(made, { deposit: 2_498n });
  expect(await balance(made.vendorId)).toEqual({ items: [eur(2_166)], deposits: [eur(0)] });
  const entries = (await admin().listJournal({ paymentId: made.paymentId })).items;
  expect(entries.filter(({ kind }) => kind === 'deposit_kept')).toMatchObject([
    { source: 'deposit.kept', sourceId: keepId, postings: [{ amount: eur(1_500) }, { amount: eur(-1_500) }] },
  ]);
  await shop.t.settle();
  expect((await admin().verifyLedger({})).bad).toBeNull();
  const { differences } = await admin().reconcile({});
  expect(differences.filter(({ id }) => id === made.paymentId)).toEqual([]);
});

test('of a deposit that is kept and given back at once each cent goes one way', async () => {
  const made = await paid(0, 700);
  const outcomes = await Promise.all([
    ...Array.from({ length: 5 }, () => reasonOf(keep(made, 200))),
    ...Array.from({ length: 5 }, () => reasonOf(back(made, { deposit: 200n }))),
  ]);
  expect(outcomes.filter(each => each === 'done')).toHaveLength(3);
  const kept = outcomes.slice(0, 5).filter(each => each === 'done').length;
  expect(await balance(made.vendorId)).toEqual({ items: kept > 0 ? [eur(200 * kept)] : [], deposits: [eur(100)] });
});

test('a payment that is let go of after it was captured gives back all, what was kept of its deposit, too', async () => {
  const made = await paid(300, 700);
  await keep(made, 250);
  await shop.letGo(made);
  expect(await shop.status(made)).toMatchObject({ refunded: eur(1_000) });
  expect(await balance(made.vendorId)).toEqual({ items: [eur(0)], deposits: [eur(0)] });
});

test('nothing is kept of what was never captured, of no vendor’s part, and of what nobody paid', async () => {
  const held = { ...newOrder(500), vendorId: randomUUID() };
  await shop.authorise(held);
  expect(await reasonOf(keep(held, 1))).toBe('not_captured');
  const made = await paid(100, 100);
  expect(await reasonOf(keep({ ...made, vendorId: randomUUID() }, 1))).toBe('not_found');
  expect(await reasonOf(keep({ ...made, paymentId: randomUUID() }, 1))).toBe('not_found');
});

test('a deposit that was captured with the fee by an older release goes back from there, and is kept there', async () => {
  const vendorId = randomUUID();
  const made = { ...newOrder(6_000), vendorId };
  made.vendors = [{ vendorId, gross: 6_000n, tax: 0n, funded: 0n }];
  await shop.authorise(made);
  await shop.capture(made);
  await keep(made, 2_000);
  expect(await balance(vendorId)).toEqual({ items: [eur(6_000)], deposits: [] });
  await back(made, { fee: 500n, deposit: 3_000n });
  expect(await balance(vendorId)).toEqual({ items: [eur(2_500)], deposits: [] });
  expect(await reasonOf(back(made, { deposit: 2_501n }))).toBe('refund_exceeds_payment');
});
