// A local server that speaks Razorpay's API as documented (razorpay.com/docs/api: orders, payments, capture, refunds with
// X-Refund-Idempotency), and signs what it tells.

import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const keys = { id: 'rzp_test_agora', secret: 'key secret of the test', webhook: 'webhook secret of the test' };

interface Order {
  id: string;
  amount: number;
  currency: string;
  receipt: string;
  status: string;
}
interface Payment {
  id: string;
  order_id: string;
  amount: number;
  currency: string;
  status: string;
}
interface Refund {
  id: string;
  payment_id: string;
  amount: number;
  receipt: string;
  status: string;
}

const newId = (kind: string) => `${kind}_${randomBytes(7).toString('hex')}`;
const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex');

const refuse = (description: string) => ({
  status: 400,
  body: { error: { code: 'BAD_REQUEST_ERROR', description } },
});
const collection = (items: unknown[]) => ({ entity: 'collection', count: items.length, items });

interface Books {
  orders: Order[];
  payments: Payment[];
  refunds: Map<string, Refund>;
}

function answer(
  { orders, payments, refunds }: Books,
  method: string,
  url: URL,
  body: Record<string, unknown>,
  key: string | undefined,
) {
  const [, , resource, id, action] = url.pathname.split('/');
  const payment = payments.find(each => each.id === id);
  if (resource === 'orders' && method === 'POST') {
    const order = { ...(body as unknown as Order), id: newId('order'), status: 'created' };
    orders.push(order);
    return order;
  }
  if (resource === 'orders' && id === undefined)
    return collection(orders.filter(({ receipt }) => receipt === url.searchParams.get('receipt')));
  if (resource === 'orders' && action === 'payments')
    return collection(payments.filter(({ order_id }) => order_id === id));
  if (!payment) return refuse('The id provided does not exist');
  if (action === 'capture') {
    if (payment.status !== 'authorized') return refuse('This payment has already been captured');
    if (body.amount !== payment.amount) return refuse('Capture amount must be equal to the amount authorized');
    payment.status = 'captured';
    return payment;
  }
  if (action === 'refunds') return collection([...refunds.values()].filter(each => each.payment_id === id));
  const known = refunds.get(key!);
  if (known) return known;
  const given = [...refunds.values()].reduce((sum, each) => sum + (each.payment_id === id ? each.amount : 0), 0);
  if (given + Number(body.amount) > payment.amount) return refuse('The refund amount is greater than the amount left');
  const refund = { ...(body as unknown as Refund), id: newId('rfnd'), payment_id: id!, status: 'processed' };
  refunds.set(key!, refund);
  return refund;
}

export async function openRazorpay() {
  const books: Books = { orders: [], payments: [], refunds: new Map() };
  const { orders, payments } = books;
  const state = { broken: false };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const basic = `Basic ${Buffer.from(`${keys.id}:${keys.secret}`).toString('base64')}`;
    const reply = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== basic) return void reply(401, { error: { code: 'BAD_REQUEST_ERROR' } });
    const body = text ? (JSON.parse(text) as Record<string, unknown>) : {};
    const url = new URL(request.url!, 'http://razorpay.test');
    const answered = answer(
      books,
      request.method!,
      url,
      body,
      request.headers['x-refund-idempotency'] as string | undefined,
    );
    if (state.broken) return void reply(502, { error: { code: 'GATEWAY_ERROR' } });
    if ('body' in answered) reply(answered.status, answered.body);
    else reply(200, answered);
  }

  const server = createServer((request, response) => void serve(request, response)).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    orders,
    state,
    /** What their checkout does once the payer has paid: the callback's form. */
    pay(receipt: string, status = 'authorized') {
      const { id: order_id, amount, currency } = orders.find(order => order.receipt === receipt)!;
      const payment = { id: newId('pay'), order_id, amount, currency, status };
      payments.push(payment);
      return new URLSearchParams({
        razorpay_payment_id: payment.id,
        razorpay_order_id: order_id,
        razorpay_signature: hmac(keys.secret, `${order_id}|${payment.id}`),
      }).toString();
    },
    /** A webhook about the newest payment, and its signature. */
    webhook(event: string) {
      const payment = payments.at(-1)!;
      const body = JSON.stringify({ event, payload: { payment: { entity: payment } } });
      return { body, signature: hmac(keys.webhook, body) };
    },
    close: () => server.close(),
  };
}
