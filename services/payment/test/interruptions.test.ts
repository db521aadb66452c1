import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import type { PaymentProvider } from '../ports/provider.ts';
import { currentProvider, replaceProvider } from '../ports/providers.ts';
import { newOrder, openShop, type Shop } from './shop.ts';

let shop: Shop;
let provider: PaymentProvider;

beforeAll(async () => {
  shop = await openShop();
  provider = currentProvider(shop.ctx);
});
beforeEach(() => replaceProvider(shop.ctx, provider));
afterAll(() => shop.t.close());

const killed = new Error('killed');

/** The process ends in a step with the provider: before it, or after the provider has done its part. */
function killIn(step: 'authorise' | 'capture' | 'void' | 'refund', when: 'before' | 'after'): void {
  replaceProvider(shop.ctx, {
    ...provider,
    [step]: async (...args: [never]) => {
      if (when === 'after') await provider[step](...args);
      throw killed;
    },
  });
}
const restart = () => replaceProvider(shop.ctx, provider);

const charged = async (key: string) =>
  (await shop.t.db('payment').maybe({ state: col.text, captured: col.bigint, refunded: col.bigint })`
    select state, captured, refunded from sandbox_payments where key = ${key}`) ?? { state: 'none' };

test.each(['before', 'after'] as const)(
  'killed %s the provider holds the money, a repetition holds it once',
  async when => {
    const order = newOrder(1_000);
    killIn('authorise', when);
    await expect(shop.authorise(order)).rejects.toThrow();
    restart();
    expect(await shop.authorise(order)).toMatchObject({ state: 'authorised' });
    expect(await charged(order.paymentId)).toMatchObject({ state: 'authorised' });
  },
);

test('killed after the provider holds the money, the poller finds it without anybody asking', async () => {
  const order = newOrder(1_100);
  killIn('authorise', 'after');
  await expect(shop.authorise(order)).rejects.toThrow();
  restart();
  await shop.t.advance('31s');
  expect(await shop.status(order)).toMatchObject({ state: 'authorised' });
});

test('killed before the provider was asked and never repeated, the payment is declined and stays so', async () => {
  const order = newOrder(1_200);
  killIn('authorise', 'before');
  await expect(shop.authorise(order)).rejects.toThrow();
  restart();
  await shop.t.advance('65s');
  expect(await shop.status(order)).toMatchObject({ state: 'declined', reason: 'not_received' });
  await shop.t.settle();
  // A request that was under way all the while arrives now: it is let go of by the poller.
  await provider.authorise({
    key: order.paymentId,
    amount: 1_200n,
    currency: 'EUR',
    token: null,
    redirect: false,
    orderNumber: 'A-1001',
  });
  for (let minute = 0; minute < 12; minute++) await shop.t.advance('1m');
  expect(await charged(order.paymentId)).toMatchObject({ state: 'voided' });
});

test.each(['before', 'after'] as const)(
  'killed %s the provider takes the money, the poller finishes the capture',
  async when => {
    const order = newOrder(2_000);
    await shop.authorise(order);
    killIn('capture', when);
    await expect(shop.capture(order)).rejects.toThrow();
    restart();
    expect(await shop.status(order)).toMatchObject({ state: 'capturing' });
    await shop.t.advance('31s');
    expect(await shop.status(order)).toMatchObject({ state: 'captured', captured: { amount: '2000' } });
    expect(await shop.capture(order)).toMatchObject({ state: 'captured' });
    expect(await charged(order.paymentId)).toMatchObject({ captured: 2_000n });
    const { entries } = await shop.t.db('payment').one({ entries: col.int })`
    select count(*)::int as entries from journal_entries where source_id = ${order.paymentId}`;
    expect(entries).toBe(1);
  },
);

test.each(['before', 'after'] as const)(
  'let go of while it was being taken and killed %s it, the money comes back',
  async when => {
    const order = newOrder(2_100);
    await shop.authorise(order);
    killIn('capture', when);
    await expect(shop.capture(order)).rejects.toThrow();
    await shop.letGo(order).catch(() => null);
    restart();
    for (let round = 0; round < 3; round++) await shop.t.advance('31s');
    expect(await charged(order.paymentId)).toMatchObject({ captured: 2_100n, refunded: 2_100n });
    expect(await shop.status(order)).toMatchObject({ refunded: { amount: '2100' } });
  },
);

test.each(['before', 'after'] as const)('killed %s the provider lets go, the poller lets go', async when => {
  const order = newOrder(2_200);
  await shop.authorise(order);
  killIn('void', when);
  await shop.letGo(order).catch(() => null);
  restart();
  expect(await shop.status(order)).toMatchObject({ state: 'voided' });
  await shop.t.advance('31s');
  expect(await charged(order.paymentId)).toMatchObject({ state: 'voided' });
});

test.each(['before', 'after'] as const)('killed %s the provider gives back, it is given back once', async when => {
  const order = newOrder(3_000);
  await shop.authorise(order);
  await shop.capture(order);
  killIn('refund', when);
  const part = [{ ...order.vendors[0]!, gross: 500n, tax: 0n }];
  const refundId = crypto.randomUUID();
  await expect(shop.refund(order, part, refundId)).rejects.toThrow();
  restart();
  await shop.t.advance('31s');
  expect(await shop.refund(order, part, refundId)).toMatchObject({ state: 'succeeded' });
  expect(await charged(order.paymentId)).toMatchObject({ refunded: 500n });
  expect(await shop.status(order)).toMatchObject({ refunded: { amount: '500' } });
});

test.each([
  ['tok_timeout_success', 'authorised'],
  ['tok_timeout_failure', 'declined'],
  ['tok_lost_reply', 'authorised'],
])('%s: the provider does not answer, and is asked by key until it does', async (token, state) => {
  const order = newOrder(1_300);
  expect(await shop.authorise(order, { token })).toMatchObject({ state: 'unknown' });
  await expect(shop.capture(order)).rejects.toMatchObject({ extras: { reason: 'not_authorised' } });
  // Asked for again it is looked for first, or the reply would only get lost once more.
  if (token === 'tok_lost_reply') expect(await shop.authorise(order, { token })).toMatchObject({ state });
  await shop.t.advance('31s');
  expect(await shop.status(order)).toMatchObject({ state });
});

test('a capture whose reply is lost is unknown, and asked again is captured', async () => {
  const order = newOrder(1_400);
  await shop.authorise(order, { token: 'tok_capture_timeout' });
  expect(await shop.capture(order)).toMatchObject({ state: 'unknown' });
  expect(await shop.capture(order)).toMatchObject({ state: 'captured' });
});

test('a hold that the provider has let lapse cannot be taken', async () => {
  const order = newOrder(1_500);
  await shop.authorise(order, { token: 'tok_capture_refused' });
  await expect(shop.capture(order)).rejects.toMatchObject({ extras: { reason: 'not_authorised' } });
  expect(await shop.status(order)).toMatchObject({ state: 'declined', reason: 'authorisation_lapsed' });
});

test('a late success on an expired payment goes back by itself', async () => {
  const order = newOrder(1_600);
  expect(await shop.authorise(order, { token: 'tok_timeout_success' }, null, 0.05)).toMatchObject({ state: 'unknown' });
  await shop.t.advance('31s');
  expect(await shop.status(order)).toMatchObject({ state: 'expired' });
  await shop.t.advance('31s');
  expect(await charged(order.paymentId)).toMatchObject({ state: 'voided' });
});

test('an outage is unknown, holds nothing, and is over when it is over', async () => {
  const order = newOrder(1_700);
  await shop.t.db('payment').run`update sandbox_behaviour set outage = true`;
  expect(await shop.authorise(order)).toMatchObject({ state: 'unknown' });
  await shop.t.db('payment').run`update sandbox_behaviour set outage = false`;
  expect(await shop.authorise(order)).toMatchObject({ state: 'authorised' });
});

test('a refund that the provider refuses may be asked for again', async () => {
  const order = newOrder(1_800);
  await shop.authorise(order, { token: 'tok_refund_refused' });
  await shop.capture(order);
  expect(await shop.refund(order, order.vendors)).toMatchObject({ state: 'failed' });
  expect(await shop.refund(order, order.vendors)).toMatchObject({ state: 'failed' });
  expect(await shop.status(order)).toMatchObject({ refunded: { amount: '0' } });
});

test('a refund whose reply is lost is pending, and found', async () => {
  const order = newOrder(1_900);
  await shop.authorise(order, { token: 'tok_refund_timeout' });
  await shop.capture(order);
  expect(await shop.refund(order, order.vendors)).toMatchObject({ state: 'pending' });
  await shop.t.advance('31s');
  expect(await shop.status(order)).toMatchObject({ refunded: { amount: '1900' } });
});

test('what the provider cannot let go of now is let go of later', async () => {
  const order = newOrder(2_600);
  await shop.authorise(order);
  const lost = async () => ({ state: 'unknown' as const, reason: 'timeout' });
  replaceProvider(shop.ctx, { ...provider, void: lost });
  expect(await shop.letGo(order)).toMatchObject({ state: 'voided' });
  expect(await charged(order.paymentId)).toMatchObject({ state: 'authorised' });
  restart();
  await shop.t.advance('31s');
  expect(await charged(order.paymentId)).toMatchObject({ state: 'voided' });
});

test('a refund that the provider works on is asked about until it is done', async () => {
  const order = newOrder(2_700);
  await shop.authorise(order);
  await shop.capture(order);
  const slow = async () => ({ state: 'pending' as const, ref: 'refund_1' });
  replaceProvider(shop.ctx, { ...provider, refund: slow, findRefund: slow });
  expect(await shop.refund(order, order.vendors)).toMatchObject({ state: 'pending' });
  expect(await shop.status(order)).toMatchObject({ refunded: { amount: '0' } });
  restart();
  await shop.t.advance('31s');
  expect(await shop.status(order)).toMatchObject({ refunded: { amount: '2700' } });
});
