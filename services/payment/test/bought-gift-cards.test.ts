// Gift cards that somebody buys: their money is the holder's, from the commit that takes it.

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { beforeUpgrade } from '#kernel/testing/upgrade';
import { paymentService } from '../definition.ts';
import { giftCardsIssued } from '../events.ts';
import type { PaymentProvider } from '../ports/provider.ts';
import { currentProvider, replaceProvider } from '../ports/providers.ts';
import { eur, newOrder, type Order, openShop, type Shop, sharesOf } from './shop.ts';

let shop: Shop;
let provider: PaymentProvider;
beforeAll(async () => {
  shop = await openShop();
  provider = currentProvider(shop.ctx);
  await shop.t.as(shop.t.person('admin@platform')).payment.setCommissionRule({ vendorId: null, ratePpm: 100_000 });
  await shop.t.advance('2m');
});
beforeEach(() => replaceProvider(shop.ctx, provider));
afterAll(() => shop.t.close());

const order = () => shop.t.asService('order').payment;
const admin = () => shop.t.as(shop.t.person('admin@platform')).payment;
const db = () => shop.t.db('payment');

/** An order of goods for so much, and gift cards of one line. */
function withCards(goods: number, pieces: number, value: number) {
  const made = newOrder(goods);
  const vendors = goods === 0 ? [] : made.vendors;
  return {
    ...made,
    vendors,
    amount: eur(goods + pieces * value),
    cards: [{ lineId: randomUUID(), quantity: pieces, unitValue: eur(value) }],
  };
}
type Bought = ReturnType<typeof withCards>;

const take = ({ paymentId, cards, amount, ...made }: Bought) =>
  order().capturePayment({
    paymentId,
    shares: sharesOf({ ...made, amount }),
    giftCards: cards,
    invoice: {
      billTo: ['ada@example.org'],
      lines: [{ text: 'Gift card', quantity: 1, gross: amount, tax: eur(0), taxRatePpm: 0 }],
    },
  });
const codesOf = async ({ orderId }: Order) =>
  (await shop.t.asService('notification').payment.getGiftCardCodes({ orderId })).items.map(({ code }) => code);
const withdraw = ({ paymentId, cards }: Bought, quantity = 1, refundId = randomUUID()) =>
  order().withdrawGiftCards({ paymentId, refundId, lines: [{ lineId: cards[0]!.lineId, quantity }], reason: 'No' });
async function buy(pieces: number, value: number, goods = 0) {
  const bought = withCards(goods, pieces, value);
  await shop.authorise(bought);
  await take(bought);
  return { bought, codes: await codesOf(bought) };
}
async function spend(code: string, amount: number) {
  const made = newOrder(amount);
  const { state } = await shop.authorise(made, { giftCards: [code] });
  if (state === 'authorised') await shop.capture(made);
  const { spent } = await db().one({ spent: col.bigint })`
    select coalesce(sum(amount), 0)::int8 as spent from payment_sources where payment_id = ${made.paymentId}`;
  return { made, spent };
}
const balances = async ({ orderId }: Order) =>
  (await order().listSoldGiftCards({ orderId })).items.map(({ left }) => Number(left.amount));
const differences = async () => (await admin().reconcile({})).differences;
const postingsOf = (paymentId: string, kind: string) =>
  db().many({ account: col.text, amount: col.bigint })`
    select regexp_replace(p.account, '^gift_card:.*', 'gift_card') as account, p.amount
    from journal_entries e join postings p on p.entry_id = e.id
    where e.payment_id = ${paymentId} and e.kind = ${kind} order by p.line`;
const cardsOf = async ({ paymentId }: Order) =>
  (
    await db().one({ cards: col.int })`
    select count(*)::int as cards from gift_cards g join sold_gift_cards s on s.id = g.id
    where s.payment_id = ${paymentId}`
  ).cards;

test('each piece becomes a card of what was paid for it, owed to its holder and not to the vendor', async () => {
  const bought = withCards(3_000, 2, 2_500);
  await shop.authorise(bought);
  expect(await cardsOf(bought)).toBe(0);
  expect(await take(bought)).toMatchObject({ state: 'captured', captured: { amount: '8000' } });
  expect(await balances(bought)).toEqual([2_500, 2_500]);
  const postings = await postingsOf(bought.paymentId, 'capture');
  expect(postings.filter(({ account }) => account === 'gift_card').map(({ amount }) => amount)).toEqual([
    -2_500n,
    -2_500n,
  ]);
  const owed = postings.filter(({ account }) => account.startsWith('vendor:') || account === 'commission');
  expect(owed.reduce((total, { amount }) => total + amount, 0n)).toBe(-3_000n);
  const codes = await codesOf(bought);
  expect(new Set(codes).size).toBe(2);
  expect((await spend(codes[0]!, 2_000)).spent).toBe(2_000n);
  expect((await balances(bought)).sort()).toEqual([2_500, 500]);
  expect(await differences()).toEqual([]);
  expect((await admin().verifyLedger({})).bad).toBeNull();
});

test('codes lie sealed, are in no event, and are told to notification alone', async () => {
  const { bought, codes } = await buy(1, 1_000);
  await shop.t.settle();
  const told = shop.t.published(giftCardsIssued).filter(({ data }) => data.paymentId === bought.paymentId);
  expect(told).toHaveLength(1);
  const { found } = await db().one({ found: col.int })`
    select count(*)::int as found from (
      select to_jsonb(s)::text as kept from sold_gift_cards s union all select to_jsonb(g)::text from gift_cards g
      union all select to_jsonb(o)::text from outbox o union all select to_jsonb(n)::text from payment_news n
      union all select to_jsonb(i)::text from invoices i union all select to_jsonb(p)::text from payments p) k
    where position(${codes[0]!} in kept) > 0 or position(encode(convert_to(${codes[0]!}, 'UTF8'), 'hex') in kept) > 0`;
  expect(found).toBe(0);
  await expect(order().getGiftCardCodes({ orderId: bought.orderId })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  for (const person of [shop.t.anonymous().payment, shop.t.as(shop.t.person()).payment]) {
    const tries = [
      person.getGiftCardCodes({ orderId: bought.orderId }),
      person.listSoldGiftCards({ orderId: bought.orderId }),
      person.withdrawGiftCards({ paymentId: bought.paymentId, refundId: randomUUID(), lines: [], reason: 'x' }),
    ];
    for (const each of await Promise.allSettled(tries)) expect(each.status).toBe('rejected');
  }
  expect(await balances(bought)).toEqual([1_000]);
});

test.each(['before', 'after'] as const)('killed %s the provider takes the money, a card is issued once', async when => {
  const bought = withCards(0, 3, 700);
  await shop.authorise(bought);
  replaceProvider(shop.ctx, {
    ...provider,
    capture: async payment => {
      if (when === 'after') await provider.capture(payment);
      throw new Error('killed');
    },
  });
  await expect(take(bought)).rejects.toThrow();
  expect(await cardsOf(bought)).toBe(0);
  replaceProvider(shop.ctx, provider);
  // The poller finishes it, or one of many who ask again at once.
  if (when === 'before') await shop.t.advance('31s');
  await Promise.all(Array.from({ length: 5 }, () => take(bought)));
  expect(await cardsOf(bought)).toBe(3);
  expect(await postingsOf(bought.paymentId, 'capture')).toHaveLength(4);
  await shop.t.settle();
  expect(shop.t.published(giftCardsIssued).filter(({ data }) => data.paymentId === bought.paymentId)).toHaveLength(1);
  expect(await differences()).toEqual([]);
});

test('a gift card buys no gift card, and store credit does', async () => {
  const { codes } = await buy(1, 900);
  const bought = withCards(0, 1, 900);
  await shop.authorise(bought, { giftCards: [codes[0]!] });
  await expect(take(bought)).rejects.toMatchObject({ extras: { reason: 'gift_card_for_gift_card' } });
  await shop.letGo(bought);
  const person = shop.t.person();
  await admin().grantStoreCredit({ userId: person.userId, amount: eur(900), reason: 'Sorry' });
  const other = withCards(0, 1, 900);
  await shop.authorise(other, { storeCredit: true }, person.userId);
  expect(await take(other)).toMatchObject({ state: 'captured' });
  await expect(take(withCards(0, 1, 0))).rejects.toMatchObject({ code: 'not_found' });
  const free = withCards(0, 1, 0);
  await shop.authorise(free);
  await expect(take(free)).rejects.toMatchObject({ code: 'invalid_argument' });
  expect(await differences()).toEqual([]);
});

test('what is not spent goes back and its card is void, once; what is spent stays paid', async () => {
  const { bought, codes } = await buy(2, 5_000);
  const { made } = await spend(codes[0]!, 1_800);
  const refundId = randomUUID();
  expect(await withdraw(bought, 1, refundId)).toMatchObject({ state: 'succeeded', amount: eur(5_000) });
  expect(await withdraw(bought, 1, refundId)).toMatchObject({ state: 'succeeded', amount: eur(5_000) });
  expect(await codesOf(bought)).toEqual([codes[0]]);
  expect(await withdraw(bought)).toMatchObject({ amount: eur(3_200) });
  expect(await balances(bought)).toEqual([0, 0]);
  expect((await spend(codes[0]!, 100)).spent).toBe(0n);
  expect(await withdraw(bought)).toMatchObject({ state: 'succeeded', amount: eur(0) });
  expect(await shop.status(bought)).toMatchObject({ refunded: { amount: '8200' } });
  // What it bought is given back to the card, and lies there for its holder.
  await shop.refund(made, made.vendors);
  expect(await withdraw(bought)).toMatchObject({ amount: eur(0) });
  expect((await balances(bought)).sort()).toEqual([0, 1_800]);
  await expect(withdraw(withCards(0, 1, 1))).rejects.toMatchObject({ code: 'not_found' });
  await expect(withdraw((await buy(1, 100)).bought, 1, refundId)).rejects.toMatchObject({
    extras: { reason: 'refund_differs' },
  });
  expect(await differences()).toEqual([]);
});

test('a card that is spent and given back at once is one of both, to the cent', async () => {
  for (let round = 0; round < 12; round++) {
    const { bought, codes } = await buy(1, 1_000);
    const [{ spent }, { amount }, second] = await Promise.all([
      spend(codes[0]!, 600),
      withdraw(bought),
      spend(codes[0]!, 600),
    ]);
    const [left] = await balances(bought);
    expect(Number(spent) + Number(second.spent) + Number(amount.amount) + left!).toBe(1_000);
  }
  expect(await differences()).toEqual([]);
});

test('where the provider refuses to give the money back the card is good again', async () => {
  const bought = withCards(0, 1, 1_000);
  await shop.authorise(bought, { token: 'tok_refund_refused' });
  await take(bought);
  expect(await withdraw(bought)).toMatchObject({ state: 'failed' });
  expect(await balances(bought)).toEqual([1_000]);
  expect(await codesOf(bought)).toHaveLength(1);
  const late = withCards(0, 1, 1_000);
  await shop.authorise(late, { token: 'tok_refund_timeout' });
  await take(late);
  expect(await withdraw(late)).toMatchObject({ state: 'pending' });
  expect(await balances(late)).toEqual([0]);
  expect(await differences()).toEqual([]);
  await shop.t.advance('31s');
  expect(await shop.status(late)).toMatchObject({ refunded: { amount: '1000' } });
  expect(await differences()).toEqual([]);
});

test('a payment that is let go of late gives back all but what is spent, and is left alone then', async () => {
  const { bought, codes } = await buy(2, 1_000, 3_000);
  await spend(codes[0]!, 400);
  await shop.letGo(bought);
  expect(await shop.status(bought)).toMatchObject({ refunded: { amount: '4600' } });
  expect(await balances(bought)).toEqual([0, 0]);
  await shop.t.advance('31s');
  const { watched } = await db().one({ watched: col.bool })`
    select next_check_at is not null as watched from payments where id = ${bought.paymentId}`;
  expect(watched).toBe(false);
  expect(await differences()).toEqual([]);
});

test('whatever is bought, spent, withdrawn and refunded, every cent is accounted for', async () => {
  const step = fc.record({
    do: fc.constantFrom('buy', 'spend', 'withdraw', 'refund', 'let go'),
    pick: fc.nat(9),
    amount: fc.integer({ min: 1, max: 3_000 }),
    pieces: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async steps => {
      const cards: { bought: Bought; codes: string[] }[] = [await buy(2, 1_500, 700)];
      const spendings: Order[] = [];
      for (const { do: what, pick, amount, pieces } of steps) {
        const card = cards[pick % cards.length]!;
        if (what === 'buy') cards.push(await buy(pieces, amount, pick * 100));
        if (what === 'spend') spendings.push((await spend(card.codes[pick % card.codes.length]!, amount)).made);
        if (what === 'withdraw') await withdraw(card.bought, pieces);
        const spent = spendings[pick % Math.max(1, spendings.length)];
        if (what === 'refund' && spent) await shop.refund(spent, spent.vendors).catch(() => null);
        if (what === 'let go') await shop.letGo(card.bought);
      }
      expect(await differences()).toEqual([]);
      const { sum, owed, there } = await db().one({ sum: col.bigint, owed: col.bigint, there: col.bigint })`
        select (select coalesce(sum(amount), 0)::int8 from postings) as sum,
               (select coalesce(-sum(amount), 0)::int8 from postings where account like 'gift\\_card:%') as owed,
               (select coalesce(sum(balance), 0)::int8 from gift_cards) as there`;
      expect(sum).toBe(0n);
      expect(owed - there).toBeGreaterThanOrEqual(0n);
    }),
    { numRuns: 8 },
  );
}, 60_000);

test('an upgrade finds nothing of older payments that was for gift cards', async () => {
  const now = '2026-03-02T09:00:00.000Z';
  const { db: upgraded, upgrade } = await beforeUpgrade(paymentService.definition, now);
  const id = randomUUID();
  await upgraded.run`
    insert into payments (id, order_id, order_number, amount, currency, card_amount, method, provider, state, expires_at,
                          created_at, updated_at)
    values (${id}, ${id}, 'A-1042', 600, 'EUR', 600, 'card', 'sandbox', 'captured', ${now}, ${now}, ${now})`;
  await upgraded.run`
    insert into refunds (id, payment_id, order_id, amount, currency, card_amount, state, reason, shares, sources, created_at)
    values (${id}, ${id}, ${id}, 100, 'EUR', 100, 'pending', 'No', '[]', '[]', ${now})`;
  expect(await upgrade()).toBe(1);
  const found = await upgraded.one({ gift_value: col.bigint, cards: col.json<unknown>() })`
    select p.gift_value, r.cards from payments p join refunds r on r.payment_id = p.id`;
  expect(found).toEqual({ gift_value: 0n, cards: [] });
});
