import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keys, openRazorpay } from './razorpay-server.ts';
import { newOrder, openShop, type Shop } from './shop.ts';

let far: Awaited<ReturnType<typeof openRazorpay>>;
let shop: Shop;

beforeAll(async () => {
  far = await openRazorpay();
  shop = await openShop({
    RAZORPAY_KEY_ID: keys.id,
    RAZORPAY_KEY_SECRET: keys.secret,
    RAZORPAY_WEBHOOK_SECRET: keys.webhook,
    AGORA_PAYMENT_RAZORPAY_URL: far.url,
    AGORA_PAYMENT_ALLOW_INSECURE_PROVIDERS: 'true',
  });
});
afterAll(async () => {
  await shop.t.close();
  far.close();
});

const pathOf = (url: string) => url.replace('http://agora.test', '');
const callBack = (path: string, form: string) =>
  shop.t.http(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  });
const tell = (body: string, signature: string, eventId: string = randomUUID()) =>
  shop.t.http('/api/v1/webhooks/razorpay', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-razorpay-signature': signature,
      'x-razorpay-event-id': eventId,
    },
    body,
  });

test('nobody is offered the cards of the sandbox where real money is paid', async () => {
  expect(await shop.t.anonymous().payment.getPaymentOptions({})).toEqual({ testCards: false });
});

test('the payer pays on their page, comes back with a signature, and the money is taken and given back', async () => {
  const order = newOrder(2_000, 'INR');
  const begun = await shop.authorise(order);
  expect(begun.state).toBe('action_required');
  const path = pathOf(begun.action!.url);
  const page = await shop.t.http(path);
  expect(await page.text()).toContain(keys.id);
  expect(page.headers.get('content-security-policy')).toContain("form-action 'self' https://api.razorpay.com");
  const form = far.pay(order.paymentId);
  expect((await callBack(path, form.replace('pay_', 'pay_0'))).status).toBe(403);
  expect((await callBack(`${path}x`, form)).status).toBe(404);
  expect(await (await callBack(path, form)).text()).toContain('Paid.');
  expect(await shop.capture(order)).toMatchObject({ state: 'captured' });
  expect(await shop.refund(order, order.vendors)).toMatchObject({ state: 'succeeded' });
  expect(await (await shop.t.http(path)).text()).toContain('Paid.');
});

test('a webhook confirms where the payer never comes back, once however often it is sent', async () => {
  const order = newOrder(2_100, 'INR');
  await shop.authorise(order);
  far.pay(order.paymentId);
  const { body, signature } = far.webhook('payment.authorized');
  expect((await tell(body, signature.replace(/^./, '0').replace(/.$/, 'x'))).status).toBe(401);
  for (let time = 0; time < 5; time++) expect((await tell(body, signature, 'evt_same')).status).toBe(204);
  await shop.t.settle();
  expect(await shop.status(order)).toMatchObject({ state: 'authorised' });
});

test('without page, callback and webhook the poller finds the payment', async () => {
  const order = newOrder(2_200, 'INR');
  await shop.authorise(order);
  far.pay(order.paymentId);
  await shop.t.advance('31s');
  expect(await shop.status(order)).toMatchObject({ state: 'authorised' });
});

test('a failed try is followed by another; what was taken after its time goes back', async () => {
  const order = newOrder(2_300, 'INR');
  await shop.authorise(order);
  far.pay(order.paymentId, 'failed');
  await shop.t.advance('31s');
  expect(await shop.status(order)).toMatchObject({ state: 'action_required' });
  await shop.t.advance('30m');
  expect(await shop.status(order)).toMatchObject({ state: 'expired' });
  far.pay(order.paymentId, 'captured');
  const { body, signature } = far.webhook('payment.captured');
  await tell(body, signature);
  await shop.t.settle();
  const admin = shop.t.as(shop.t.person('admin@platform')).payment;
  const { items } = await admin.listJournal({ paymentId: order.paymentId });
  expect(items.map(({ kind }) => kind).sort()).toEqual(['late_capture', 'late_refund']);
  const detail = await admin.getPayment({ paymentId: order.paymentId });
  expect(detail.why[0]).toContain('too late');
});
