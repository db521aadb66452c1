// Everybody wants the last pieces at once, of the whole platform over HTTP.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '../kernel/seed.ts';
import { type Api, apiAt, eventually, type Reply } from './api.ts';
import { type Ask, asking } from './invariants.ts';
import { embedded, type Topology } from './topologies.ts';

const buyers = 200;
const address = { name: 'Maria Sommer', line1: 'Lindenallee 1', postcode: '10115', city: 'Berlin', country: 'DE' };
const methodId = seedId('shipping-method:standard');

let topology: Topology;
let api: Api;
let ask: Ask;
let variantIds: string[];

beforeAll(async () => {
  topology = await embedded();
  api = apiAt(() => topology.url);
  ask = await asking(topology);
  const rows = await ask(
    'catalog',
    `select i.variant_id as id from inventory i join prices p on p.variant_id = i.variant_id
     where not i.unbounded and p.currency = 'EUR' and p.price_list_id is null and p.amount > 3000
     group by 1 having count(distinct i.location_id) = 1 order by 1 limit 3`,
  );
  variantIds = rows.map(({ id }) => id as string);
});
afterAll(() => topology.stop());

interface Ready {
  cart: string;
  token: string;
  expectedTotal: unknown;
}

/** A guest's cart with one piece in it, up to the moment before the checkout. */
async function readyCart(variantId: string, coupon?: string): Promise<Ready> {
  const items = [{ variantId, quantity: 1 }];
  const { body } = await api('POST', '/api/v1/carts', { json: { currency: 'EUR', items } });
  const cart = `/api/v1/carts/${body.id}`;
  const headers = { 'x-cart-token': body.token as string };
  await api('PUT', `${cart}/address`, { headers, json: { email: 'maria@example.org', address } });
  if (coupon) await api('POST', `${cart}/coupons`, { headers, json: { code: coupon, totals: false } });
  const { body: shown } = await api('PUT', `${cart}/shipping`, { headers, json: { methodId, totals: true } });
  return { cart, token: body.token as string, expectedTotal: (shown.totals as { total: unknown }).total };
}

const checkout = ({ cart, token, expectedTotal }: Ready, key: string): Promise<Reply> =>
  api('POST', `${cart}/checkout`, {
    headers: { 'x-cart-token': token },
    key,
    json: { expectedTotal, payment: { kind: 'card', token: 'tok_visa' } },
    timeoutMs: 40_000,
  });

const readyCarts = (variantId: string, coupon?: string): Promise<Ready[]> =>
  Promise.all(Array.from({ length: buyers }, () => readyCart(variantId, coupon)));

/** How often each answer was given, by its state or reason. */
const counted = (replies: readonly Reply[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(replies, ({ status, body }) => `${status} ${body.reason ?? body.state}`)).map(
      ([answer, some]) => [answer, some!.length],
    ),
  );

async function nothingHeld(variantId: string): Promise<void> {
  await eventually(
    () =>
      ask(
        'catalog',
        'select sum(held)::int as held, sum(on_hand)::int as left from inventory where variant_id = $1',
        variantId,
      ),
    ([row]) => row!.held === 0 && row!.left === 0,
    30_000,
  );
}

test('of two hundred who want the last ten pieces ten get one, and the others a clear answer', async () => {
  const [variantId] = variantIds;
  const carts = await readyCarts(variantId!);
  await ask('catalog', 'update inventory set on_hand = held + 10 where variant_id = $1', variantId);
  const replies = await Promise.all(carts.map((cart, index) => checkout(cart, `last-ten-${index}`)));
  expect(counted(replies)).toEqual({ '200 confirmed': 10, '409 out_of_stock': buyers - 10 });
  await nothingHeld(variantId!);
  const [sold] = await ask(
    'order',
    `select count(*)::int as n from order_items i join orders o on o.id = i.order_id
     where i.variant_id = $1 and o.state in ('confirmed', 'fulfilling', 'fulfilled') and o.cart_id is not null
       and o.created_at > now() - interval '10 minutes'`,
    variantId,
  );
  expect(sold!.n).toBe(10);
}, 180_000);

test('of two hundred who use the last coupon one does, and the others a clear answer', async () => {
  const [, variantId] = variantIds;
  await ask('catalog', 'update inventory set on_hand = held + 1000 where variant_id = $1', variantId);
  const carts = await readyCarts(variantId!, 'LASTONE');
  const replies = await Promise.all(carts.map((cart, index) => checkout(cart, `last-use-${index}`)));
  expect(counted(replies)).toEqual({ '200 confirmed': 1, '409 coupon_exhausted': buyers - 1 });
  await eventually(
    () => ask('discount', `select used, held from coupons where code = 'LASTONE'`),
    ([row]) => row!.used === 1 && row!.held === 0,
    30_000,
  );
}, 180_000);

test('the same checkout sent fifty times at once is one order and one charge, with identical replies', async () => {
  const [, , variantId] = variantIds;
  await ask('catalog', 'update inventory set on_hand = held + 100 where variant_id = $1', variantId);
  const cart = await readyCart(variantId!);
  const replies = await Promise.all(Array.from({ length: 50 }, () => checkout(cart, 'the-same')));
  expect(counted(replies)).toEqual({ '200 confirmed': 50 });
  expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  const number = replies[0]!.body.number;
  const charges = await ask('payment', 'select captured from sandbox_payments where order_number = $1', number);
  expect(charges).toHaveLength(1);
}, 60_000);
