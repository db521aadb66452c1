import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { OrderState } from '../contract/wire.ts';
import service from '../service.ts';
import { type Shop, shop } from './fixture.ts';

let s: Shop;
beforeAll(async () => {
  s = await shop();
});
afterAll(() => s.close());

const counts = () =>
  s.db.one({ orders: col.int, items: col.int, groups: col.int, rates: col.int })`
    select (select count(*)::int from orders) as orders, (select count(*)::int from order_items) as items,
           (select count(*)::int from order_groups) as groups, (select count(*)::int from tax_rates) as rates`;

test('the demo has orders in every state that lasts and gives no money back, and a second run adds none', async () => {
  const run = () => service.seed!(s.t.ctx('order') as never);
  await run();
  const first = await counts();
  expect(first.orders).toBe(40);
  await run();
  expect(await counts()).toEqual(first);
  const states = await s.db.many({ state: col.text })`select distinct state from orders`;
  expect(states.map(({ state }) => state).sort()).toEqual(
    OrderState.options.filter(state => state !== 'pending' && state !== 'confirmed').sort(),
  );
  const sums = await s.db.many({ id: col.uuid })`
    select o.id from orders o where o.total <> (select sum(total) from order_groups g where g.order_id = o.id)
      or o.total <> o.shipping + (select sum(total) from order_items i where i.order_id = o.id)`;
  expect(sums).toEqual([]);
});

test('a resident of the demo sees two orders, and what was not paid in time ends by itself', async () => {
  const resident = { ...s.t.person(), userId: seedId('resident:8') };
  const client = s.t.as(resident).order;
  const { items } = await client.listMyOrders({});
  expect(items.map(({ state }) => state)).toContain('awaiting_payment');
  expect(items).toHaveLength(2);
  const { id } = items.find(({ state }) => state === 'awaiting_payment')!;
  expect((await client.getOrder({ orderId: id })).email).toBe('resident8@demo.example');
  s.t.clock.advance('16m');
  await s.t.settle();
  expect((await client.getOrder({ orderId: id })).state).toBe('cancelled');
});
