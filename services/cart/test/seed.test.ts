import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { seed } from '../seed.ts';
import { type Carts, openCarts } from './shop.ts';

let c: Carts;
beforeAll(async () => {
  c = await openCarts();
});
afterAll(() => c.t.close());

test('the demo carts are there once, however often they are seeded', async () => {
  const count = () =>
    c.t.db('cart').one({ carts: col.int, items: col.int })`
      select (select count(*) from carts)::int as carts, (select count(*) from cart_items)::int as items`;
  await seed(c.ctx);
  const before = await count();
  await seed(c.ctx);
  expect(await count()).toEqual(before);
  const resident = { ...c.t.person(), userId: seedId('resident:1') };
  expect((await c.t.as(resident).cart.getMyCart({}))?.items).toHaveLength(2);
});
