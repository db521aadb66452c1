// A kill at every point at which pledges become orders: two minutes later each pledge is one order, paid once.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { tripwire } from '#kernel/testing/tripwire';
import type { OrderCtx } from '../definition.ts';
import { decideDue } from '../group-buys/decide.ts';
import { orderPledges } from '../group-buys/order-pledges.ts';
import { bike, debris, type Shop, shop } from './fixture.ts';
import { neighbours, pledgesOf } from './neighbours.ts';

let s: Shop;
let n: ReturnType<typeof neighbours>;
let ctx: OrderCtx;
let wire: ReturnType<typeof tripwire>;
beforeAll(async () => {
  s = await shop({ AGORA_ORDER_STEP_TIMEOUT_MS: '20000' });
  n = neighbours(s);
  ctx = s.t.ctx('order') as unknown as OrderCtx;
  wire = tripwire(ctx);
  s.products.get(bike)!.stock = 1_000_000;
});
afterAll(async () => {
  await wire.wake();
  await s.close();
});

async function twoMinutes(): Promise<void> {
  for (let passed = 0; passed < 120; passed += 30) {
    s.t.clock.advance('30s');
    await s.t.settle();
  }
}

/** The service in a process of its own, as far as what it keeps in memory goes. */
const inProcess = (): OrderCtx => ({ ...ctx });

/** Two who take part, and with the second of them it succeeds. */
async function succeeded(): Promise<string> {
  const { id } = await n.open({ target: 2 });
  await n.join(id);
  await n.join(id);
  return id;
}

async function oneOrderEach(groupBuyId: string, point: string): Promise<void> {
  const found = await pledgesOf(s, groupBuyId);
  expect(
    found.map(({ state, orders }) => [state, orders.filter(order => order.state === 'confirmed').length]),
    point,
  ).toEqual([
    ['ordered', 1],
    ['ordered', 1],
  ]);
  expect(await debris(s), point).toEqual([]);
}

test('killed at any point while pledges become orders, or thought dead and back again', {
  timeout: 90_000,
}, async () => {
  const first = await succeeded();
  const points = await wire.record(() => orderPledges(inProcess()));
  expect(points).toContain('payment.capturePayment');
  await twoMinutes();
  await oneOrderEach(first, 'not killed');
  for (const [index, point] of points.entries())
    for (const kill of ['before', 'after'] as const) {
      const id = await succeeded();
      await wire.kill(index + 1, kill, () => orderPledges(inProcess()));
      await twoMinutes();
      await oneOrderEach(id, `killed ${kill} ${index + 1}: ${point}`);
      await wire.wake();
      await twoMinutes();
      await oneOrderEach(id, `came back after it was killed ${kill} ${index + 1}: ${point}`);
    }
});

test('two processes that order the same pledges at once make one order of each', async () => {
  const id = await succeeded();
  const turns = [inProcess(), inProcess(), inProcess()].map(process => orderPledges(process));
  s.t.clock.advance('31s');
  await Promise.all([...turns, orderPledges(inProcess()), orderPledges(inProcess())]);
  await twoMinutes();
  await oneOrderEach(id, 'two processes');
});

test('killed before or after the deadline decides, it is decided once', async () => {
  for (const kill of ['before', 'after'] as const) {
    const { id } = await n.open({ target: 2, tiers: [{ quantity: 9, amount: '7000' }] });
    await n.join(id, n.resident());
    await n.join(id, n.resident());
    s.t.clock.advance('8d');
    await wire.kill(1, kill, () => decideDue(ctx));
    await twoMinutes();
    await oneOrderEach(id, kill);
    await wire.wake();
    await oneOrderEach(id, kill);
  }
});
