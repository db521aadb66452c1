import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { signatureOf } from '../sandbox/keys.ts';
import { newOrder, openShop, type Shop } from './shop.ts';

let shop: Shop;
let forward: Server;
let refuse = false;

/** The sandbox posts to an address known before the shop is open; this passes it on to the shop's entrance. */
beforeAll(async () => {
  forward = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const reply = refuse
      ? { status: 503 }
      : await shop.t.http('/api/v1/webhooks/sandbox', {
          method: 'POST',
          headers: request.headers as Record<string, string>,
          body: Buffer.concat(chunks),
        });
    response.writeHead(reply.status).end();
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => forward.once('listening', resolve));
  const { port } = forward.address() as AddressInfo;
  shop = await openShop({ AGORA_PAYMENT_SANDBOX_WEBHOOK_URL: `http://127.0.0.1:${port}/hook` });
});
afterAll(async () => {
  await shop.t.close();
  forward.close();
});

const send = (body: unknown, signature?: string, type = 'application/json') => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return shop.t.http('/api/v1/webhooks/sandbox', {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-sandbox-signature': signature ?? signatureOf(shop.ctx, text, shop.t.clock.epochMs()),
    },
    body: text,
  });
};
const eventOf = (key: string, type: string, id: string = randomUUID()) => ({
  id,
  type,
  payment: { id: 'sbx_1', key },
  refund: null,
});
const kept = (paymentId: string) =>
  shop.t.db('payment').many({ type: col.text, outcome: col.text.orNull, attempts: col.int })`
    select type, outcome, attempts from payment_webhooks where payment_id = ${paymentId} order by received_at, id`;
const told = (paymentId: string) =>
  shop.t
    .published()
    .filter(({ data }) => data.paymentId === paymentId)
    .map(({ type }) => type);

test('a hundred webhooks, shuffled and duplicated, have one effect', async () => {
  const order = newOrder(1_000);
  await shop.authorise(order, { token: 'tok_lost_reply' });
  const types = ['payment.authorised', 'payment.captured', 'payment.voided', 'payment.failed', 'payment.authorised'];
  const events = Array.from({ length: 25 }, (_, index) => eventOf(order.paymentId, types[index % 5]!));
  const shuffled = [...events, ...events, ...events, ...events].sort(() => Math.random() - 0.5);
  const replies = await Promise.all(shuffled.map(event => send({ events: [event] })));
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([204]));
  await shop.t.settle();
  expect(await kept(order.paymentId)).toHaveLength(25);
  expect(await shop.status(order)).toMatchObject({ state: 'authorised' });
  expect(told(order.paymentId)).toEqual(['payment.initiated', 'payment.authorised']);
  await shop.capture(order);
  await send({ events: [eventOf(order.paymentId, 'payment.authorised'), eventOf(order.paymentId, 'payment.failed')] });
  await shop.t.settle();
  expect(await shop.status(order)).toMatchObject({ state: 'captured' });
});

test('what the sandbox tells arrives by HTTP, each event once even where it is sent three times', async () => {
  const order = newOrder(1_100);
  await shop.authorise(order, { token: 'tok_webhooks_tripled' });
  await shop.capture(order);
  await shop.t.advance('2s');
  expect((await kept(order.paymentId)).map(({ type }) => type).sort()).toEqual([
    'payment.authorised',
    'payment.captured',
  ]);
});

test('webhooks in the wrong order change nothing', async () => {
  const order = newOrder(1_150);
  await shop.authorise(order, { token: 'tok_webhooks_reordered' });
  await shop.capture(order);
  await shop.t.advance('2s');
  await shop.t.advance('7s');
  expect((await kept(order.paymentId)).map(({ type }) => type)).toEqual(['payment.captured', 'payment.authorised']);
  expect(await shop.status(order)).toMatchObject({ state: 'captured' });
});

test('a receiver that is away gets them when it is back', async () => {
  const order = newOrder(1_200);
  refuse = true;
  await shop.authorise(order);
  await shop.t.advance('2s');
  expect(await kept(order.paymentId)).toHaveLength(0);
  refuse = false;
  await shop.t.advance('5s');
  expect(await kept(order.paymentId)).toHaveLength(1);
});

test('the payer approves on the page of the sandbox, and its webhook makes the payment held', async () => {
  const order = newOrder(1_300);
  const begun = await shop.authorise(order, { kind: 'redirect' });
  expect(begun).toMatchObject({ state: 'action_required' });
  const page = begun.action!.url.replace('http://agora.test', '');
  expect(await (await shop.t.http(page)).text()).toContain('13.00 EUR');
  const decide = (decision: string, path = page) =>
    shop.t.http(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `decision=${decision}`,
    });
  expect((await decide('approve', `${page}x`)).status).toBe(404);
  expect(await (await decide('approve')).text()).toContain('Approved');
  await shop.t.settle();
  await shop.t.settle();
  expect(await shop.status(order)).toMatchObject({ state: 'authorised', action: null });
  const other = newOrder(1_301);
  const second = await shop.authorise(other, { kind: 'redirect' });
  await decide('decline', second.action!.url.replace('http://agora.test', ''));
  await shop.t.settle();
  await shop.t.settle();
  expect(await shop.status(other)).toMatchObject({ state: 'declined', reason: 'declined_by_payer' });
});

test('without any webhook the poller finds what the payer decided', async () => {
  const order = newOrder(1_400);
  const begun = await shop.authorise(order, { kind: 'redirect', token: 'tok_webhooks_none' });
  await shop.t.http(begun.action!.url.replace('http://agora.test', ''), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'decision=approve',
  });
  await shop.t.advance('31s');
  expect(await kept(order.paymentId)).toHaveLength(0);
  expect(await shop.status(order)).toMatchObject({ state: 'authorised' });
});

test('a webhook that comes before our own row is kept and asked about again', async () => {
  const order = newOrder(1_500);
  await send({ events: [eventOf(order.paymentId, 'payment.authorised')] });
  await shop.t.settle();
  expect(await kept(order.paymentId)).toMatchObject([{ outcome: null }]);
  await shop.authorise(order, { token: 'tok_webhooks_none' });
  await shop.t.advance('5s');
  expect(await kept(order.paymentId)).toMatchObject([{ outcome: 'known' }]);
  const stranger = randomUUID();
  await send({ events: [eventOf(stranger, 'payment.authorised')] });
  for (let hour = 0; hour < 26; hour++) await shop.t.advance('1h');
  expect(await kept(stranger)).toMatchObject([{ outcome: 'not_ours' }]);
});

test('a webhook of what is under way waits for the reply, and is asked about where none comes', async () => {
  const order = newOrder(1_600);
  await shop.authorise(order, { token: 'tok_webhooks_none' });
  const now = shop.t.clock.now();
  // As if the process had died while it took the money.
  await shop.t.db('payment').run`
    update payments set state = 'capturing', updated_at = ${now}, next_check_at = null where id = ${order.paymentId}`;
  await send({ events: [eventOf(order.paymentId, 'payment.captured')] });
  await shop.t.settle();
  await shop.t.advance('4s');
  expect(await kept(order.paymentId)).toMatchObject([{ outcome: null, attempts: 0 }]);
  await shop.t.advance('2s');
  expect(await kept(order.paymentId)).toMatchObject([{ outcome: 'capturing', attempts: 1 }]);
});

test('a webhook is refused unless the sandbox signed exactly these bytes lately', async () => {
  const body = { events: [eventOf(randomUUID(), 'payment.captured')] };
  const text = JSON.stringify(body);
  const nowMs = shop.t.clock.epochMs();
  const good = signatureOf(shop.ctx, text, nowMs);
  expect(
    (
      await send(
        body,
        good.replace(/.$/, last => (last === '0' ? '1' : '0')),
      )
    ).status,
  ).toBe(401);
  expect((await send(`${text} `, good)).status).toBe(401);
  expect((await send(body, signatureOf(shop.ctx, text, nowMs - 301_000))).status).toBe(401);
  expect((await send(body, '')).status).toBe(401);
  expect((await send('{"events":"none"}')).status).toBe(400);
  expect((await send(body, good)).status).toBe(204);
});

test('webhooks of a refund are known as well', async () => {
  const order = newOrder(1_600);
  await shop.authorise(order);
  await shop.capture(order);
  await shop.refund(order, order.vendors);
  await shop.t.advance('2s');
  const rows = await kept(order.paymentId);
  expect(rows.find(({ type }) => type === 'refund.succeeded')).toMatchObject({ outcome: 'succeeded' });
});
