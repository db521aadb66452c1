// A process that does nothing but buy: so many shoppers at once, each of whom begins anew when an order is confirmed.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { percentile } from '../measure.ts';

/** One HTTP call of a journey: what to send, made of what was answered so far. */
export interface Errand {
  url: string;
  clients: number;
  seconds: number;
  /** Which journey: ours, or that of the bare program. */
  kind: 'agora' | 'bare' | 'add';
  variantIds: string[];
  methodId: string;
}

export interface Bought {
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  journeys: number;
}

export interface Shoppers {
  /** Buys for so long; throws if any journey did not end in an order. */
  send(errand: Errand): Promise<Bought>;
  close(): void;
}

/** Starts the buying process. */
export function startShoppers(): Shoppers {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), { execArgv: [] });
  return {
    async send(errand) {
      child.send(errand);
      const [answer] = (await once(child, 'message')) as [Bought | { failed: string }];
      if ('failed' in answer) throw new Error(`${errand.kind} at ${errand.clients} clients: ${answer.failed}`);
      return answer;
    },
    close: () => child.disconnect(),
  };
}

/** What is read of the replies of the two programs. */
interface Reply {
  id: string;
  token: string;
  state: string;
  totals: { total: { amount: string; currency: string } };
}

type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;

function asking(pool: Pool): Ask {
  return async (method, path, body, headers = {}) => {
    const json = body === undefined ? null : JSON.stringify(body);
    const response = await pool.request({
      method: method as 'GET',
      path,
      body: json,
      headers: { ...headers, ...(json && { 'content-type': 'application/json' }) },
    });
    const text = await response.body.text();
    if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 300)}`);
    return JSON.parse(text) as Reply;
  };
}

const address = { name: 'Maria Sommer', line1: 'Lindenallee 1', postcode: '10115', city: 'Berlin', country: 'DE' };
const email = 'maria@example.org';

/** A guest's whole journey in six calls: cart, item, address, ways to send it, the choice, order and payment in one. */
async function agoraJourney(ask: Ask, variantId: string, { methodId }: Errand): Promise<void> {
  const { id, token } = await ask('POST', '/api/v1/carts', { currency: 'EUR' });
  const cart = `/api/v1/carts/${id}`;
  const mine = { 'x-cart-token': token };
  await ask('POST', `${cart}/items`, { variantId, quantity: 1 }, mine);
  await ask('PUT', `${cart}/address`, { email, address }, mine);
  await ask('GET', `${cart}/shipping-quotes`, undefined, mine);
  const { totals } = await ask('PUT', `${cart}/shipping`, { methodId, totals: true }, mine);
  const payment = { kind: 'card', token: 'tok_visa' };
  const key = { ...mine, 'idempotency-key': id };
  const { state } = await ask('POST', `${cart}/checkout`, { expectedTotal: totals.total, payment }, key);
  if (state !== 'confirmed') throw new Error(`the order is ${state}`);
}

/** The same six calls to the program of bare-shop.ts. */
async function bareJourney(ask: Ask, variantId: string, { methodId }: Errand): Promise<void> {
  const { id } = await ask('POST', '/carts', { currency: 'EUR' });
  await ask('POST', `/carts/${id}/items`, { variantId, quantity: 1 });
  await ask('PUT', `/carts/${id}/address`, { email, address });
  await ask('PUT', `/carts/${id}/shipping`, { methodId });
  await ask('POST', `/carts/${id}/payment`, { token: 'tok_visa' });
  const { state } = await ask('POST', `/carts/${id}/complete`);
  if (state !== 'confirmed') throw new Error(`the order is ${state}`);
}

/** Something into a cart that is there. */
function adding(): (ask: Ask, variantId: string) => Promise<void> {
  let cart: Reply | undefined;
  let puts = 0;
  return async (ask, variantId) => {
    if (!cart || puts++ % 20 === 0) cart = await ask('POST', '/api/v1/carts', { currency: 'EUR' });
    const { id, token } = cart;
    await ask('POST', `/api/v1/carts/${id}/items`, { variantId, quantity: 1 }, { 'x-cart-token': token });
  };
}

async function shop(errand: Errand): Promise<Bought | { failed: string }> {
  const pool = new Pool(errand.url, { connections: errand.clients, pipelining: 1 });
  const ask = asking(pool);
  const took: number[] = [];
  const startMs = performance.now();
  const endMs = startMs + errand.seconds * 1000;
  let turn = 0;
  try {
    await Promise.all(
      Array.from({ length: errand.clients }, async () => {
        const add = adding();
        while (performance.now() < endMs) {
          const variantId = errand.variantIds[(turn++ * 7) % errand.variantIds.length]!;
          const beganMs = performance.now();
          if (errand.kind === 'add') await add(ask, variantId);
          else await (errand.kind === 'agora' ? agoraJourney : bareJourney)(ask, variantId, errand);
          took.push(performance.now() - beganMs);
        }
      }),
    );
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  } finally {
    await pool.close();
  }
  const seconds = (performance.now() - startMs) / 1000;
  const perSecond = took.length / seconds;
  return { perSecond, p50Ms: percentile(took, 0.5), p95Ms: percentile(took, 0.95), journeys: took.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.on('message', async (errand: Errand) => process.send!(await shop(errand)));
