// Who opens group buys on which terms, and who sees and joins them.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plus } from '#kernel/time';
import { groupBuyOpened, groupBuyProposed } from '../events.ts';
import { address, bike, type Shop, shop, vendorB } from './fixture.ts';
import { neighbours } from './neighbours.ts';

let s: Shop;
let n: ReturnType<typeof neighbours>;
beforeAll(async () => {
  s = await shop();
  n = neighbours(s);
});
afterAll(() => s.close());

const absent = { code: 'not_found' };
const told = (event: Parameters<Shop['t']['published']>[0], groupBuyId: string) =>
  s.t
    .published(event)
    .filter(({ subject }) => subject === groupBuyId)
    .map(({ data }) => data);

test('a manager proposes, and the vendor agrees or does not', async () => {
  const api = s.t.as(n.manager).order;
  const { id, state } = await api.openGroupBuy(n.input());
  expect(state).toBe('proposed');
  await s.t.settle();
  expect(told(groupBuyProposed, id)).toMatchObject([{ openedBy: n.manager.userId, target: 3 }]);
  const resident = s.t.as(n.resident()).order;
  await expect(n.join(id)).rejects.toMatchObject(absent);
  await expect(resident.getGroupBuy({ groupBuyId: id })).rejects.toMatchObject(absent);
  await expect(api.acceptGroupBuy({ groupBuyId: id })).rejects.toMatchObject({ code: 'permission_denied' });
  const stranger = s.t.as(s.t.person(`vendor@vendor:${vendorB}`)).order;
  await expect(stranger.acceptGroupBuy({ groupBuyId: id })).rejects.toMatchObject(absent);
  expect((await resident.listGroupBuys({ buildingId: n.buildingId, state: 'proposed' })).items).toEqual([]);
  expect((await api.listGroupBuys({ buildingId: n.buildingId, state: 'proposed' })).items).toMatchObject([{ id }]);
  expect((await s.t.as(n.vendor).order.acceptGroupBuy({ groupBuyId: id })).state).toBe('open');
  await s.t.settle();
  expect(told(groupBuyOpened, id)).toHaveLength(1);
  await expect(s.t.as(n.vendor).order.acceptGroupBuy({ groupBuyId: id })).rejects.toMatchObject({
    extras: { reason: 'not_proposed' },
  });
  expect(await n.join(id)).toMatchObject({ pieces: 1 });
  expect(await api.withdrawGroupBuy({ groupBuyId: id })).toMatchObject({ state: 'lapsed', reason: 'withdrawn' });
  const ignored = await api.openGroupBuy(n.input());
  await s.t.advance('8d');
  expect(await api.getGroupBuy({ groupBuyId: ignored.id })).toMatchObject({ state: 'lapsed', reason: 'not_accepted' });
});

test('nobody but the residents of the building joins, and others do not even see it', async () => {
  const { id } = await n.open();
  const elsewhere = s.t.person(`resident@building:${randomUUID()}`);
  const other = s.t.as(elsewhere).order;
  await expect(n.join(id, elsewhere)).rejects.toMatchObject(absent);
  await expect(other.getGroupBuy({ groupBuyId: id })).rejects.toMatchObject(absent);
  await expect(other.quoteGroupBuy({ groupBuyId: id, quantity: 1 })).rejects.toMatchObject(absent);
  await expect(other.withdrawGroupBuy({ groupBuyId: id })).rejects.toMatchObject(absent);
  await expect(other.leaveGroupBuy({ groupBuyId: id })).rejects.toMatchObject(absent);
  await expect(other.openGroupBuy(n.input())).rejects.toMatchObject(absent);
  await expect(other.openGroupBuy(n.input({ variantId: randomUUID() }))).rejects.toMatchObject(absent);
  await expect(other.listGroupBuys({ buildingId: n.buildingId })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(other.getGroupBuy({ groupBuyId: randomUUID() })).rejects.toMatchObject(absent);
  await expect(s.t.as(n.vendor).order.acceptGroupBuy({ groupBuyId: randomUUID() })).rejects.toMatchObject(absent);
  const ada = n.resident();
  await n.join(id, ada);
  const moved = { ...ada, grants: [] };
  expect(await s.t.as(moved).order.getGroupBuy({ groupBuyId: id })).toMatchObject({ mine: { quantity: 1 } });
  expect(await s.t.as(moved).order.leaveGroupBuy({ groupBuyId: id })).toMatchObject({ mine: null });
});

test('its price is below the shop’s, its tiers descend, and its deadline lies ahead', async () => {
  const gone = randomUUID();
  s.products.set(gone, { ...s.products.get(bike)!, variantId: gone, sellable: false });
  for (const [change, expected] of [
    [{ price: { amount: '10000', currency: 'EUR' } }, { extras: { reason: 'not_cheaper' } }],
    [{ tiers: [{ quantity: 3, amount: '7000' }] }, { code: 'invalid_argument' }],
    [{ tiers: [{ quantity: 4, amount: '8000' }] }, { code: 'invalid_argument' }],
    [{ deadline: s.t.clock.now() }, { code: 'invalid_argument' }],
    [{ deadline: plus(s.t.clock.now(), '91d') }, { code: 'invalid_argument' }],
    [{ variantId: gone }, { extras: { reason: 'not_sellable' } }],
  ] as const)
    await expect(n.open(change)).rejects.toMatchObject(expected);
});

test('a quote says what taking part costs; another total or a payment at a page is refused', async () => {
  const { id } = await n.open();
  const ada = n.resident();
  const api = s.t.as(ada).order;
  const { country, postcode } = address;
  const quoted = await api.quoteGroupBuy({
    groupBuyId: id,
    quantity: 2,
    destination: { country, postcode },
    methodId: s.wish().methodId,
  });
  expect([quoted.total.amount, quoted.lines[0]!.priorPrice?.amount]).toEqual(['16490', '10000']);
  expect((await api.quoteGroupBuy({ groupBuyId: id, quantity: 1 })).shipping).toBeNull();
  const wrong = { expectedTotal: { amount: '8000', currency: 'EUR' } };
  await expect(n.join(id, ada, wrong)).rejects.toMatchObject({ extras: { reason: 'total_changed' } });
  const page = { payment: { kind: 'redirect', token: null } };
  await expect(n.join(id, ada, page)).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('lists go page by page, and show what the asker takes part with', async () => {
  const other = neighbours(s);
  const made = [await other.open(), await other.open(), await other.open()];
  const ada = other.resident();
  await other.join(made[1]!.id, ada);
  const api = s.t.as(ada).order;
  const first = await api.listGroupBuys({ buildingId: other.buildingId, limit: 2 });
  const rest = await api.listGroupBuys({ buildingId: other.buildingId, cursor: first.nextCursor! });
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(made.map(({ id }) => id).reverse());
  expect(first.items.map(({ mine }) => mine?.quantity)).toEqual([undefined, 1]);
  const own = await s.t
    .as(other.vendor)
    .order.listVendorGroupBuys({ vendorId: other.input().buildingId })
    .catch(e => e);
  expect(own).toMatchObject({ code: 'permission_denied' });
  const { vendorId } = made[0]!;
  const board = await s.t.as(other.vendor).order.listVendorGroupBuys({ vendorId, state: 'open', limit: 2 });
  expect(board.items.map(({ id, mine }) => [id, mine])).toEqual([
    [made[2]!.id, null],
    [made[1]!.id, null],
  ]);
});
