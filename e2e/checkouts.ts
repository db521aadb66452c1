// Guests who buy while processes die: each checkout is sent under one key until its outcome is known, and recorded.

import type { Random } from '../kernel/security/random.ts';
import { seedId } from '../kernel/seed.ts';
import { type Api, eventually, type Reply } from './api.ts';
import { insist } from './insist.ts';

/** What a shopper means to do. */
interface Plan {
  variantId: string;
  quantity: number;
  coupon: string | null;
  paymentToken: string;
}

export interface Purchase extends Plan {
  cartId: string;
  /** `open`: accepted, and whether it is paid is not known yet. */
  outcome: 'confirmed' | 'refused' | 'open';
  reason: string | null;
  orderId: string | null;
  orderToken: string | null;
  unknown: number;
}

export interface Shopping {
  purchases: Purchase[];
  /** Answers that nobody should get. */
  faults: string[];
  slowestMs: number;
}

export interface Shop {
  variantIds: readonly string[];
  coupon: string;
  /** Payment tokens of the sandbox, each with the share of shoppers who pay with it. */
  tokens: readonly (readonly [token: string, share: number])[];
  /** Where the checkouts of a cart stand, to be told with what had no answer. */
  standingOf: (cartId: string) => Promise<unknown>;
}

const address = { name: 'Maria Sommer', line1: 'Lindenallee 1', postcode: '10115', city: 'Berlin', country: 'DE' };
/** Refusals that are part of shopping. */
const expected = new Set(['payment_declined', 'out_of_stock', 'coupon_exhausted', 'coupon_rejected', 'total_changed']);

const lost = new Error('the cart is gone');

/** A guest's steps, each sent until it is answered. */
function stepping(api: Api, random: Random, { standingOf }: Shop, shopping: Shopping) {
  return async (method: string, path: string, token: string | null, json: unknown, key?: string) => {
    const headers = token ? { 'x-cart-token': token } : {};
    const { reply, unknown, tookMs } = await insist(`${method} ${path}`, random, () =>
      api(method, path, { headers, json, ...(key && { key }), timeoutMs: 35_000 }),
    ).catch(async (error: Error) => {
      const [, cartId] = /carts\/([\w-]+)/.exec(path) ?? [];
      throw new Error(`${error.message}; ${JSON.stringify(cartId && (await standingOf(cartId)))}`);
    });
    shopping.slowestMs = Math.max(shopping.slowestMs, tookMs);
    return { reply, unknown };
  };
}

/** A step that nothing may refuse, unless the cart was lost: what is younger than a second may be. */
function accepted(path: string, { status, body }: Reply): Reply['body'] {
  if (status === 404) throw lost;
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Runs `count` checkouts by so many guests at once, and more while it is to go on. */
export async function goShopping(
  api: Api,
  random: Random,
  shop: Shop,
  { count, goOn, clients }: { count: number; goOn: () => boolean; clients: number },
): Promise<Shopping> {
  const shopping: Shopping = { purchases: [], faults: [], slowestMs: 0 };
  const step = stepping(api, random, shop, shopping);
  const plain = async (...[method, path, token, json]: [string, string, string | null, unknown]) =>
    accepted(path, (await step(method, path, token, json)).reply);

  async function buy(plan: Plan): Promise<void> {
    const { variantId, quantity, coupon, paymentToken } = plan;
    const items = [{ variantId, quantity }];
    const { id, token } = await plain('POST', '/api/v1/carts', null, { currency: 'EUR', items });
    const cart = `/api/v1/carts/${id}`;
    const mine = token as string;
    const email = `guest-${random.hex(6)}@example.org`;
    await plain('PUT', `${cart}/address`, mine, { email, address });
    if (coupon) await plain('POST', `${cart}/coupons`, mine, { code: coupon, totals: false });
    const methodId = seedId('shipping-method:standard');
    await plain('PUT', `${cart}/shipping`, mine, { methodId });
    // While order is away a cart has no totals.
    const { totals } = await eventually(
      () => plain('GET', cart, mine, undefined),
      shown => shown.totals !== null,
      60_000,
    );
    const expectedTotal = (totals as { total: unknown }).total;
    const order = { expectedTotal, payment: { kind: 'card', token: paymentToken } };
    const { reply, unknown } = await step('POST', `${cart}/checkout`, mine, order, random.token(12));
    const { status, body } = reply;
    const reason = (body.reason as string | undefined) ?? null;
    if (status === 404 || reason === 'cart_incomplete') throw lost;
    if (status >= 300 && !(reason && expected.has(reason))) shopping.faults.push(`${status} ${JSON.stringify(body)}`);
    shopping.purchases.push({
      ...plan,
      ...{ cartId: id as string, reason, unknown },
      outcome: status >= 300 ? 'refused' : body.state === 'confirmed' ? 'confirmed' : 'open',
      orderId: (body.orderId as string | undefined) ?? null,
      orderToken: (body.orderToken as string | undefined) ?? null,
    });
  }

  let left = count;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0 || goOn())
        await buy(planned(shop, random)).catch(error => {
          if (error === lost) left++;
          else shopping.faults.push(String(error));
        });
    }),
  );
  return shopping;
}

const planned = ({ variantIds, coupon, tokens }: Shop, random: Random): Plan => ({
  variantId: variantIds[random.int(variantIds.length)]!,
  quantity: 1 + random.int(3),
  coupon: random.int(4) === 0 ? coupon : null,
  paymentToken: pick(tokens, random),
});

function pick(tokens: Shop['tokens'], random: Random): string {
  let left = random.int(tokens.reduce((sum, [, share]) => sum + share, 0));
  return tokens.find(([, share]) => (left -= share) < 0)![0];
}
