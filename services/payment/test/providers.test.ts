// One suite for every adapter of the port: the sandbox in the process, the sandbox over HTTP, Razorpay.

import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outgoing } from '#kernel/http/outgoing';
import type { PaymentProvider } from '../ports/provider.ts';
import { razorpay } from '../ports/razorpay.ts';
import { sandboxHttp } from '../ports/sandbox-http.ts';
import { sandboxLocal } from '../ports/sandbox-local.ts';
import { apiKeyOf } from '../sandbox/keys.ts';
import { change } from '../sandbox/payments.ts';
import { keys, openRazorpay } from './razorpay-server.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
let far: Awaited<ReturnType<typeof openRazorpay>>;
let entrance: Server;

/** Passes everything on to the shop's entrance, whose address the harness keeps to itself. */
beforeAll(async () => {
  shop = await openShop();
  far = await openRazorpay();
  entrance = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { 'transfer-encoding': _, ...headers } = request.headers as Record<string, string>;
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    const reply = await shop.t.http(request.url!, { method: request.method!, headers, ...body });
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(await reply.text());
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => entrance.once('listening', resolve));
});
afterAll(async () => {
  entrance.close();
  far.close();
  await shop.t.close();
});

interface Engine {
  provider: () => PaymentProvider;
  /** The payer pays at the provider's page. */
  pay: (key: string) => unknown;
}

const approve = (key: string) => change(shop.ctx, key, 'requires_action', { to: 'authorised' });
const out = outgoing({ allowInsecure: true });
const engines: Record<string, Engine> = {
  'the sandbox in the process': { provider: () => sandboxLocal(shop.ctx), pay: approve },
  'the sandbox over HTTP': {
    provider: () =>
      sandboxHttp(
        { baseUrl: `http://127.0.0.1:${(entrance.address() as AddressInfo).port}/api`, apiKey: apiKeyOf(shop.ctx) },
        out,
      ),
    pay: approve,
  },
  Razorpay: {
    provider: () =>
      razorpay({ baseUrl: far.url, keyId: keys.id, keySecret: keys.secret, payUrl: key => `https://pay/${key}` }, out),
    pay: key => far.pay(key),
  },
};

describe.each(Object.entries(engines))('%s', (_name, { provider, pay }) => {
  const begin = async (paid = true) => {
    const key = randomUUID();
    const request = { key, amount: 1_200n, currency: 'EUR', token: null, redirect: true, orderNumber: 'A-1' };
    const begun = await provider().authorise(request);
    if (paid) await pay(key);
    const ref = 'ref' in begun ? begun.ref : null;
    return { key, request, begun, payment: { key, ref, amount: 1_200n, currency: 'EUR' } };
  };
  const refund = (payment: Awaited<ReturnType<typeof begin>>['payment'], amount: bigint, key: string = randomUUID()) =>
    provider().refund({ key, payment, amount, ref: null });

  test('a payment is begun once by its key, and waits for the payer', async () => {
    const { request, begun } = await begin(false);
    expect(begun).toMatchObject({ state: 'action_required', url: expect.stringContaining(request.key) });
    expect(await provider().authorise(request)).toEqual(begun);
  });

  test('what the payer has paid is found by our key, and taken once', async () => {
    const { payment } = await begin();
    expect(await provider().find(payment)).toMatchObject({ state: 'authorised' });
    expect(await provider().capture(payment)).toMatchObject({ state: 'captured', ref: payment.ref });
    expect(await provider().capture(payment)).toMatchObject({ state: 'captured' });
    expect(await provider().find(payment)).toMatchObject({ state: 'captured' });
  });

  test('what is held is let go of; what is taken is not', async () => {
    const held = await begin();
    expect(await provider().void(held.payment)).toMatchObject({ state: 'voided' });
    const taken = await begin();
    await provider().capture(taken.payment);
    expect(await provider().void(taken.payment)).toMatchObject({ state: 'captured' });
  });

  test('parts are given back once by their key, and never more than was taken', async () => {
    const { payment } = await begin();
    await provider().capture(payment);
    const key = randomUUID();
    const first = await refund(payment, 500n, key);
    expect(first).toMatchObject({ state: 'succeeded' });
    expect(await refund(payment, 500n, key)).toEqual(first);
    expect(await provider().findRefund({ key, payment, amount: 500n, ref: null })).toEqual(first);
    expect(await refund(payment, 701n)).toMatchObject({ state: 'failed' });
    expect(await refund(payment, 700n)).toMatchObject({ state: 'succeeded' });
  });

  test('what it never got is absent', async () => {
    const stranger = { key: randomUUID(), ref: null, amount: 1n, currency: 'EUR' };
    expect(await provider().find(stranger)).toEqual({ state: 'absent' });
    expect(await provider().findRefund({ key: stranger.key, payment: stranger, amount: 1n, ref: null })).toEqual({
      state: 'absent',
    });
  });
});

test('the sandbox over HTTP takes no request without the key of its merchant', async () => {
  const baseUrl = `http://127.0.0.1:${(entrance.address() as AddressInfo).port}/api`;
  const stranger = sandboxHttp({ baseUrl, apiKey: 'sk_sandbox_guessed' }, out);
  const payment = { key: randomUUID(), ref: null, amount: 1n, currency: 'EUR' };
  expect(await stranger.find(payment)).toEqual({ state: 'unknown', reason: 'unauthenticated' });
});

test('Razorpay that breaks after it did its part is unknown, and found later', async () => {
  const { provider, pay } = engines.Razorpay!;
  const payment = { key: randomUUID(), ref: null, amount: 1_200n, currency: 'EUR' };
  far.state.broken = true;
  const request = { ...payment, token: null, redirect: true, orderNumber: 'A-1' };
  expect(await provider().authorise(request)).toMatchObject({ state: 'unknown' });
  expect(await provider().find(payment)).toMatchObject({ state: 'unknown' });
  far.state.broken = false;
  expect(await provider().authorise(request)).toMatchObject({ state: 'action_required' });
  expect(far.orders.filter(({ receipt }) => receipt === payment.key)).toHaveLength(1);
  await pay(payment.key);
  expect(await provider().find(payment)).toMatchObject({ state: 'authorised' });
});

test('a settlement file is read, and its bad row named', () => {
  const header = 'entity_id,type,debit,credit,amount,currency,fee,settled_at,payment_id,order_id,order_receipt';
  const rows = [
    'pay_1,payment,0,97100,100000,INR,2900,1568176960,,order_1,key-1',
    'rfnd_1,refund,242500,0,242500,INR,0,1568176960,pay_2,order_2,',
  ];
  const { readSettlements } = engines.Razorpay!.provider();
  expect(readSettlements([header, ...rows].join('\n'))).toMatchObject([
    { entityRef: 'pay_1', kind: 'payment', amount: 100_000n, fee: 2_900n, ourKey: 'key-1', paymentRef: 'order_1' },
    { entityRef: 'rfnd_1', kind: 'refund', amount: -242_500n, ourKey: null },
  ]);
  expect(() => readSettlements([header, rows[0]!.replace('INR', 'inr')].join('\n'))).toThrow('Row 1, currency');
});
