import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { eur, newOrder, openShop, type Shop } from './shop.ts';

let shop: Shop;
const admin = () => shop.t.as(shop.t.person('admin@platform')).payment;
const balanceOf = async (code: string) =>
  (await shop.t.anonymous({ ip: `192.0.2.${ips++}` }).payment.checkGiftCard({ code })).balance.amount;
let ips = 10;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.t.close());

/** What the ledger says of gift cards and store credit is what their rows say, held amounts included. */
async function booksAgree() {
  const { rows, held, ledger } = await shop.t.db('payment').one({
    rows: col.bigint,
    held: col.bigint,
    ledger: col.bigint,
  })`
    select ((select coalesce(sum(balance), 0) from gift_cards) +
            (select coalesce(sum(balance), 0) from store_credits))::int8 as rows,
           (select coalesce(sum(s.amount), 0)::int8 from payment_sources s join payments p on p.id = s.payment_id
            where p.state in ('initiated', 'action_required', 'authorised', 'capturing', 'unknown')) as held,
           (select coalesce(-sum(amount), 0)::int8 from postings
            where account like 'gift\\_card:%' or account like 'store\\_credit:%') as ledger`;
  expect(rows + held).toBe(ledger);
}

test('a gift card pays its part, the card the rest, and a refund goes back to both', async () => {
  const { code } = await admin().issueGiftCard({ amount: eur(1_500) });
  const order = newOrder(4_000);
  expect(await shop.authorise(order, { giftCards: [code] })).toMatchObject({ state: 'authorised' });
  expect(await balanceOf(code)).toBe('0');
  await booksAgree();
  await shop.capture(order);
  await booksAgree();
  const { amount } = await shop.t.db('payment').one({ amount: col.bigint })`
    select amount from sandbox_payments where key = ${order.paymentId}`;
  expect(amount).toBe(2_500n);
  const [first, second] = order.vendors;
  await shop.refund(order, [{ ...first!, gross: 2_000n, tax: 0n }]);
  expect(await balanceOf(code)).toBe('0');
  await shop.refund(order, [
    { ...first!, gross: first!.gross - 2_000n },
    { ...second!, gross: 600n },
  ]);
  expect(await balanceOf(code)).toBe('767');
  await shop.letGo(order);
  expect(await balanceOf(code)).toBe('1500');
  expect(await shop.status(order)).toMatchObject({ refunded: { amount: '4000' } });
  await booksAgree();
});

test('gift cards and store credit alone need no provider', async () => {
  const person = shop.t.person();
  const { code } = await admin().issueGiftCard({ amount: eur(700), sold: true });
  await admin().grantStoreCredit({ userId: person.userId, amount: eur(500), reason: 'A late delivery' });
  const order = newOrder(1_000);
  const paid = await shop.authorise(order, { giftCards: [code], storeCredit: true }, person.userId);
  expect(paid).toMatchObject({ state: 'authorised' });
  await shop.capture(order);
  expect((await shop.t.as(person).payment.getStoreCredit({})).items).toEqual([eur(200)]);
  const detail = await shop.t.as(person).payment.getPayment({ paymentId: order.paymentId });
  expect(detail.sources).toEqual([
    { kind: 'gift_card', amount: eur(700) },
    { kind: 'store_credit', amount: eur(300) },
  ]);
  expect(detail.why).toHaveLength(2);
  await shop.refund(order, order.vendors);
  expect((await shop.t.as(person).payment.getStoreCredit({})).items).toEqual([eur(500)]);
  expect(await balanceOf(code)).toBe('700');
  await booksAgree();
});

test('what credit gave comes back when the card is declined, or the payment is let go of or expires', async () => {
  const person = shop.t.person();
  await admin().grantStoreCredit({ userId: person.userId, amount: eur(100), reason: 'Sorry' });
  const { code } = await admin().issueGiftCard({ amount: eur(300) });
  const method = { giftCards: [code], storeCredit: true };
  const declined = newOrder(1_000);
  const answer = await shop.authorise(declined, { ...method, token: 'tok_expired_card' }, person.userId);
  expect(answer).toMatchObject({ state: 'declined' });
  expect(await balanceOf(code)).toBe('300');
  const gone = newOrder(1_000);
  await shop.authorise(gone, method, person.userId);
  expect(await balanceOf(code)).toBe('0');
  await shop.letGo(gone);
  expect(await balanceOf(code)).toBe('300');
  const late = newOrder(1_000);
  await shop.authorise(late, method, person.userId);
  await shop.t.advance('31m');
  expect(await balanceOf(code)).toBe('300');
  expect((await shop.t.as(person).payment.getStoreCredit({})).items).toEqual([eur(100)]);
  await booksAgree();
});

test('two hundred buyers with one gift card spend it once', async () => {
  const { code } = await admin().issueGiftCard({ amount: eur(1_000) });
  const orders = Array.from({ length: 200 }, () => newOrder(1_000));
  await Promise.all(orders.map(order => shop.authorise(order, { giftCards: [code] })));
  const { spent } = await shop.t.db('payment').one({ spent: col.bigint })`
    select sum(amount)::int8 as spent from payment_sources
    where payment_id = any(${orders.map(({ paymentId }) => paymentId)}::uuid[])`;
  expect(spent).toBe(1_000n);
  await booksAgree();
});

test('an unknown or expired gift card is a decline that holds nothing', async () => {
  const soon = new Date(shop.t.clock.epochMs() + 60_000).toISOString();
  const { code } = await admin().issueGiftCard({ amount: eur(500), expiresAt: soon });
  await shop.t.advance('2m');
  for (const wrong of [code, 'NOBODY-HAS-THIS']) {
    const order = newOrder(500);
    const answer = { state: 'declined', reason: 'gift_card_invalid' };
    expect(await shop.authorise(order, { giftCards: [wrong] })).toMatchObject(answer);
    expect(await shop.authorise(order, { giftCards: [wrong] })).toMatchObject(answer);
    const charges = await shop.t.db('payment').run`select from sandbox_payments where key = ${order.paymentId}`;
    expect(charges).toBe(0);
  }
  await expect(balanceOf(code)).rejects.toMatchObject({ code: 'not_found' });
});

test('amounts of nothing are neither issued nor granted', async () => {
  await expect(admin().issueGiftCard({ amount: eur(0) })).rejects.toMatchObject({ code: 'invalid_argument' });
  const { userId } = shop.t.person();
  await expect(admin().grantStoreCredit({ userId, amount: eur(-5), reason: 'x' })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
});
