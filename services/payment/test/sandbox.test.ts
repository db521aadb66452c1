import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import type { Behaviour } from '../contract/sandbox.ts';
import { behaviourOf, recentPayments, setBehaviour } from '../sandbox/behaviour.ts';
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
  expect(await behaviourOf(shop.ctx.db)).toEqual(normal);
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

test('an administrator sees what it took, makes it misbehave, and has its webhooks delivered', async () => {
  const admin = shop.t.as(shop.t.person('admin@platform')).payment;
  const order = newOrder(2_100);
  await shop.authorise(order, { kind: 'redirect' });
  const { items, behaviour } = await admin.getSandbox({});
  expect(behaviour).toEqual(normal);
  expect(items[0]!.payment).toMatchObject({ key: order.paymentId, state: 'requires_action', amount: order.amount });
  expect(items[0]!.payment.url).toContain(order.paymentId);

  expect(await admin.setSandboxBehaviour({ ...normal, declineNext: 1 })).toEqual({ ...normal, declineNext: 1 });
  expect((await shop.authorise(newOrder(2_101))).state).toBe('declined');
  const audited = await shop.t.db('payment').one({ details: col.json<Behaviour>() })`
    select details from audit_log where action = 'setSandboxBehaviour'`;
  expect(audited.details).toEqual({ ...normal, declineNext: 1 });

  const { waiting } = await admin.getSandbox({});
  expect(waiting).toBeGreaterThan(0);
  expect((await admin.deliverSandboxWebhooks({})).due).toBeGreaterThan(0);
  expect((await admin.deliverSandboxWebhooks({})).due).toBe(0);
});

test('nobody else looks at it, and where payments are real there is none to look at', async () => {
  const refused = { code: 'permission_denied' };
  for (const user of [shop.t.person(), shop.t.person('support@platform')]) {
    const { payment } = shop.t.as(user);
    await expect(payment.getSandbox({})).rejects.toMatchObject(refused);
    await expect(payment.setSandboxBehaviour(normal)).rejects.toMatchObject(refused);
    await expect(payment.deliverSandboxWebhooks({})).rejects.toMatchObject(refused);
  }
  const real = await openShop({ AGORA_PAYMENT_SANDBOX: 'false' });
  const admin = real.t.as(real.t.person('admin@platform')).payment;
  const missing = { code: 'not_found' };
  await expect(admin.getSandbox({})).rejects.toMatchObject(missing);
  await expect(admin.setSandboxBehaviour(normal)).rejects.toMatchObject(missing);
  await expect(admin.deliverSandboxWebhooks({})).rejects.toMatchObject(missing);
  await real.t.close();
});
