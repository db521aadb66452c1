import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { agora } from '#kernel/testing/harness';
import type { DiscountCtx } from '../definition.ts';
import { seed } from '../seed.ts';
import discount from '../service.ts';
import { evaluating, type T } from './shop.ts';

let t: T;
beforeAll(async () => {
  t = await agora({ services: [discount] });
});
afterAll(() => t.close());

test('the demo coupons are there once, however often they are seeded', async () => {
  const ctx = t.ctx('discount') as DiscountCtx;
  await seed(ctx);
  await seed(ctx);
  const codes = ['WELCOME10', 'FREESHIP', 'SAVE5', 'LASTONE'];
  const { applied, rejected } = await evaluating(t, codes, { userId: t.person().userId });
  expect(rejected).toEqual([]);
  expect(Object.fromEntries(applied.map(({ code, amount }) => [code, Number(amount)]))).toMatchObject({ FREESHIP: 0 });
  expect(applied).toHaveLength(4);
  const { promotions } = await t.db('discount').one({ promotions: col.int })`
    select count(*)::int as promotions from promotions`;
  expect(promotions).toBe(4);
});
