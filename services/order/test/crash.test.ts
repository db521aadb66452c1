// A kill at every point of every way a checkout can go, generated: whatever was done by then, two minutes later the
// checkout is over, and money, stock and coupons agree with it. A driver that comes back late changes nothing.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { tripwire } from '#kernel/testing/tripwire';
import { resumeCheckouts } from '../checkout/resume.ts';
import { requestShipments } from '../checkout/shipments.ts';
import type { OrderCtx } from '../definition.ts';
import { bike, debris, type Shop, sagas, shop, tenPercentOff } from './fixture.ts';

let s: Shop;
let ctx: OrderCtx;
let wire: ReturnType<typeof tripwire>;
beforeAll(async () => {
  s = await shop({ AGORA_ORDER_STEP_TIMEOUT_MS: '20000' });
  ctx = s.t.ctx('order') as unknown as OrderCtx;
  wire = tripwire(ctx);
  s.products.get(bike)!.stock = 1_000_000;
});
afterAll(async () => {
  await wire.wake();
  await s.close();
});

/** Dozens of kills a test, on a machine that may be busy. */
const patience = { timeout: 90_000 };

/** The ways a checkout goes: how the world is meanwhile, how it is afterwards, and how the order ends where there is one. */
const ways: Record<string, { begin: () => void; later?: () => void; ends: 'completed' | 'cancelled' | 'either' }> = {
  'it is paid, with a coupon': { begin: () => {}, ends: 'completed' },
  'the payment is declined': { begin: () => (s.state.payments = 'declined'), ends: 'cancelled' },
  'the coupon is used up': { begin: () => (s.state.usesLeft = 0), ends: 'cancelled' },
  'the provider does not say, and says yes later': {
    begin: () => (s.state.payments = 'unknown'),
    later: () => payAll('authorised'),
    ends: 'completed',
  },
  'the provider does not say, and says no later': {
    begin: () => (s.state.payments = 'unknown'),
    later: () => payAll('declined'),
    ends: 'cancelled',
  },
  'the payer has to act, and does': {
    begin: () => (s.state.payments = 'action_required'),
    later: () => payAll('authorised'),
    ends: 'completed',
  },
  'the money is not taken at once': {
    begin: () => (s.state.captures = 'unknown'),
    later: () => (s.state.captures = 'captured'),
    ends: 'completed',
  },
  'the answer of the payment is lost': {
    begin: () => s.faults.set('payment.authorisePayment', 'lose'),
    later: () => s.faults.clear(),
    // Whoever takes it over before it was seen to fail goes on.
    ends: 'either',
  },
  'catalog is down when stock is to be confirmed': {
    begin: () => s.faults.set('catalog.confirmStockHold', 'down'),
    later: () => s.faults.clear(),
    ends: 'completed',
  },
  'stock is not confirmed before its hold ends': {
    begin: () => s.faults.set('catalog.confirmStockHold', 'down'),
    later: () => {
      s.t.clock.advance('16m');
      s.faults.clear();
    },
    // One that comes back before it had placed anything finds catalog well again.
    ends: 'either',
  },
};

function payAll(state: 'authorised' | 'declined') {
  s.state.payments = state;
  for (const payment of s.payments.values())
    if (payment.state === 'unknown' || payment.state === 'action_required') payment.state = state;
}

function begin(way: (typeof ways)[string]) {
  Object.assign(s.state, { payments: 'authorised', captures: 'captured', usesLeft: 1_000, discounts: tenPercentOff });
  s.faults.clear();
  way.begin();
}

const wish = () => s.wish({ expectedTotal: { amount: '11290', currency: 'EUR' } });
const place = () => s.cart.placeOrder(wish());

/** Time goes on, the loops with it, until two minutes have passed. */
async function twoMinutes(): Promise<void> {
  for (let passed = 0; passed < 120; passed += 30) {
    s.t.clock.advance('30s');
    await s.t.settle();
  }
}

/** What is wrong with all orders there are, and with the end of the newest. */
async function wrong({ ends }: (typeof ways)[string], from: number): Promise<string[]> {
  const found = (await sagas(s)).slice(from).filter(({ state }) => ends !== 'either' && state !== ends);
  return [...(await debris(s)), ...found.map(({ state }) => `ended ${state}`)];
}

for (const [name, way] of Object.entries(ways))
  test(`killed at any point while ${name}`, patience, async () => {
    const from = (await sagas(s)).length;
    begin(way);
    const points = await wire.record(place);
    way.later?.();
    await twoMinutes();
    expect(await wrong(way, from)).toEqual([]);
    expect(points.length).toBeGreaterThan(4);
    for (const [index, point] of points.entries())
      for (const kill of ['before', 'after'] as const) {
        begin(way);
        await wire.kill(index + 1, kill, place);
        way.later?.();
        await twoMinutes();
        expect(await wrong(way, from), `killed ${kill} ${index + 1}: ${point}`).toEqual([]);
        await wire.wake();
        await twoMinutes();
        expect(await wrong(way, from), `came back after it was killed ${kill} ${index + 1}: ${point}`).toEqual([]);
      }
  });

test('killed once more at any point while it is taken over', patience, async () => {
  const second = ways['it is paid, with a coupon']!;
  for (const first of [8, 12]) {
    begin(second);
    await wire.kill(first, 'after', place);
    s.t.clock.advance('31s');
    const points = await wire.record(() => resumeCheckouts(ctx));
    await twoMinutes();
    for (let index = 0; index < points.length; index++)
      for (const kill of ['before', 'after'] as const) {
        begin(second);
        await wire.kill(first, 'after', place);
        s.t.clock.advance('31s');
        await wire.kill(index + 1, kill, () => resumeCheckouts(ctx));
        await twoMinutes();
        expect(await debris(s), `killed after ${first}, then ${kill} ${points[index]}`).toEqual([]);
        await wire.wake();
        await twoMinutes();
        expect(await debris(s)).toEqual([]);
      }
  }
});

test('killed at any point while it is handed to shipping', async () => {
  begin(ways['it is paid, with a coupon']!);
  await place();
  const points = await wire.record(() => requestShipments(ctx));
  for (let index = 0; index < points.length; index++)
    for (const kill of ['before', 'after'] as const) {
      await place();
      await wire.kill(index + 1, kill, () => requestShipments(ctx));
      await twoMinutes();
      expect(await debris(s), `killed ${kill} ${points[index]}`).toEqual([]);
      await wire.wake();
      expect(await debris(s)).toEqual([]);
    }
});

test('a driver that comes back and finds shipping down leaves what was sent meanwhile as it is', async () => {
  begin(ways['it is paid, with a coupon']!);
  await place();
  const points = await wire.record(() => requestShipments(ctx));
  await place();
  await wire.kill(points.indexOf('shipping.requestShipments') + 1, 'before', () => requestShipments(ctx));
  await twoMinutes();
  s.faults.set('shipping.requestShipments', 'down');
  await wire.wake();
  s.faults.clear();
  expect(await debris(s)).toEqual([]);
});

test('a driver that comes back while another drives leaves the order to that one', async () => {
  const killed = async () => {
    begin(ways['it is paid, with a coupon']!);
    const points = await wire.record(place);
    const goOn = await wire.kill(points.indexOf('discount.holdDiscountUses') + 1, 'before', place);
    s.t.clock.advance('31s');
    return goOn;
  };
  await killed();
  const points = await wire.record(() => resumeCheckouts(ctx));
  await twoMinutes();
  const first = await killed();
  const authorised = points.indexOf('payment.authorisePayment') + 1;
  const second = await wire.kill(authorised, 'after', () => resumeCheckouts(ctx));
  // What it finds now would have it give up, and it does not know of the payment.
  s.faults.set('discount.holdDiscountUses', 'down');
  const back = wire.record(first);
  await expect
    .poll(() => wire.seen().filter(name => name.startsWith('db.')).length, { timeout: 10_000 })
    .toBeGreaterThan(1);
  s.faults.clear();
  await second();
  await back;
  await twoMinutes();
  expect(await debris(s)).toEqual([]);
});

test('whoever asks again after a kill gets the answer of the one order', async () => {
  begin(ways['it is paid, with a coupon']!);
  const before = (await sagas(s)).length;
  const wanted = wish();
  await wire.kill(9, 'after', () => s.cart.placeOrder(wanted));
  const again = s.cart.placeOrder(wanted);
  await s.t.advance('31s');
  expect(await again).toMatchObject({ state: 'confirmed', total: { amount: '11290' } });
  expect((await sagas(s)).length).toBe(before + 1);
});
