import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { userDeleted } from '#services/iam/events';
import type { ProfileCtx } from '../definition.ts';
import { seed } from '../seed.ts';
import { openWorld, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

test('the demo people have profiles, addresses of their buildings and preferences, seeded once', async () => {
  const ctx = w.t.ctx('profile') as unknown as ProfileCtx;
  await seed(ctx);
  await seed(ctx);
  expect(await w.t.db('profile').run`select from user_profiles`).toBe(190);
  expect(await w.t.db('profile').run`select from addresses`).toBe(190);
  const user = { ...w.t.person(), userId: seedId('resident:81') };
  expect((await w.t.as(user).profile.listAddresses({})).items).toMatchObject([
    { country: 'US', city: 'New York', forShipping: true, unitId: seedId('unit:81') },
  ]);
  expect(await w.t.as(user).profile.getMyPreferences({})).toMatchObject({ units: 'imperial', currency: 'USD' });
  expect(w.t.published()).toEqual([]);
});

test('whoever was forgotten is not seeded again, and Agora starts all the same', async () => {
  const ctx = w.t.ctx('profile') as unknown as ProfileCtx;
  await seed(ctx);
  await w.t.deliver(userDeleted, { userId: seedId('resident:41') });
  const left = await w.t.db('profile').run`select from user_profiles`;
  await seed(ctx);
  expect(await w.t.db('profile').run`select from user_profiles`).toBe(left);
});
