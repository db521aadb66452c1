import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { type Behaviour, behaviourOf, recentPayments, setBehaviour } from '../sandbox/behaviour.ts';
import { hurry } from '../sandbox/deliveries.ts';
import { magicOf } from '../sandbox/magic.ts';
import { newOrder, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.t.close());

const normal: Behaviour = { declineNext: 0, delayMs: 0, duplicates: 1, dropWebhooks: false, outage: false };
const waiting = async (key: string) =>
  (
    await shop.t.db('payment').one({ count: col.int })`
    select count(*)::int as count from sandbox_events where payment_key = ${key}`
  ).count;

test('it declines the next payments, so many and no more', async () => {
  await setBehaviour(shop.ctx, { ...normal, declineNext: 2 });
  const states = [];
  for (let index = 0; index < 3; index++) states.push((await shop.authorise(newOrder(1_000 + index))).state);
  expect(states).toEqual(['declined', 'declined', 'authorised']);
  expect(await behaviourOf(shop.ctx)).toEqual(normal);
});

test('it sends webhooks as often as it is told, or not at all', async () => {
  const [thrice, silent] = [newOrder(2_000), newOrder(2_001)];
  await setBehaviour(shop.ctx, { ...normal, duplicates: 3, delayMs: 2 });
  await shop.authorise(thrice);
  await setBehaviour(shop.ctx, { ...normal, dropWebhooks: true });
  await shop.authorise(silent);
  await setBehaviour(shop.ctx, normal);
  expect([await waiting(thrice.paymentId), await waiting(silent.paymentId)]).toEqual([3, 0]);
  expect(await hurry(shop.ctx)).toBeGreaterThan(0);
  expect(await hurry(shop.ctx)).toBe(0);
  expect((await recentPayments(shop.ctx, 2)).map(({ amount }) => amount)).toEqual([2_001n, 2_000n]);
});

test('what nobody takes is dropped after a day', async () => {
  const order = newOrder(2_002);
  await shop.authorise(order, { token: 'tok_expired_card' });
  await shop.t.advance('2s');
  expect(await waiting(order.paymentId)).toBe(1);
  await shop.t.advance('25h');
  expect(await waiting(order.paymentId)).toBe(0);
});

test('amounts misbehave like tokens, for who can choose no token', () => {
  expect(magicOf(null, 66_601n)).toBe('insufficient_funds');
  expect(magicOf('tok_slow', 1n)).toBe('slow');
  expect(magicOf('tok_visa', 1n)).toBe('none');
});

test('a slow payment is a payment all the same', async () => {
  expect(await shop.authorise(newOrder(2_003), { token: 'tok_slow' })).toMatchObject({ state: 'authorised' });
});

test('where no sandbox is offered, its API, pages and webhooks are not there', async () => {
  const closed = await openShop({ AGORA_PAYMENT_SANDBOX: 'false' });
  const anonymous = closed.t.anonymous().payment;
  const absent = { code: 'not_found' };
  const empty = { content: Buffer.from('{}'), contentType: 'application/json' };
  await expect(anonymous.getSandboxPayment({ key: 'x' })).rejects.toMatchObject(absent);
  await expect(anonymous.showSandboxPage({ key: 'x', page: 'y' })).rejects.toMatchObject(absent);
  await expect(anonymous.takeSandboxWebhook(empty)).rejects.toMatchObject(absent);
  await expect(anonymous.takeRazorpayWebhook(empty)).rejects.toMatchObject(absent);
  await closed.t.close();
});

test('settings that cannot work stop the start with a sentence', async () => {
  await expect(openShop({ NODE_ENV: 'production' })).rejects.toThrow('AGORA_PAYMENT_SANDBOX=true');
  await expect(openShop({ RAZORPAY_KEY_ID: 'rzp' })).rejects.toThrow('together');
});
