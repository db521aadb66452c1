import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventoryChanged, stockWatchMet } from '#services/catalog/events';
import { userRoleChanged } from '#services/iam/events';
import { shopNeighbours } from './shop.ts';
import { type Town, town } from './town.ts';

const around = shopNeighbours();
let home: Town;
beforeAll(async () => {
  home = await town({ peers: around.shopPeers });
});
afterAll(() => home.t.close());

test('stockWatchMet, delivered twice, is told once to each who waits', async () => {
  const people = [home.person(), home.person({ locale: 'de' })];
  const product = { productId: randomUUID(), vendorId: randomUUID(), variantId: randomUUID() };
  await home.t.deliver(stockWatchMet, { ...product, userIds: people.map(({ userId }) => userId) });
  await home.t.redeliver();
  expect((await home.mailbox(people[0]!.userId)).map(({ subject }) => subject)).toEqual([
    'What you wait for: Bicycle bell',
  ]);
  expect(await home.inApp(people[1]!)).toMatchObject([
    { title: 'Worauf Sie warten: Bicycle bell', link: '/products/bicycle-bell' },
  ]);
});

test('inventoryChanged, delivered twice, tells the people of the vendor once a day that stock is low', async () => {
  const seller = home.person();
  const vendorId = randomUUID();
  const role = { userId: seller.userId, role: 'vendor' as const, scope: `vendor:${vendorId}` };
  await home.t.deliver(userRoleChanged, { ...role, change: 'granted' });
  const changed = { productId: randomUUID(), vendorId, variantId: randomUUID() };
  await home.t.deliver(inventoryChanged, { ...changed, available: 2, became: 'low' });
  await home.t.deliver(inventoryChanged, { ...changed, available: 1, became: 'low' });
  await home.t.deliver(inventoryChanged, { ...changed, available: 9, became: 'available' });
  await home.t.redeliver();
  expect(await home.inApp(seller)).toMatchObject([{ type: 'stock.low', title: 'Nearly sold out: Bicycle bell' }]);
  await home.t.deliver(userRoleChanged, { ...role, change: 'revoked' });
  await home.t.deliver(inventoryChanged, { ...changed, available: 0, became: 'sold_out' });
  expect((await home.inApp(seller)).map(({ type }) => type)).toEqual(['stock.low']);
});
