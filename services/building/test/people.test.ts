import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Houses, newHouse, openHouses, outcomes } from './house.ts';

let t: Houses;
beforeAll(async () => ({ t } = await openHouses()));
afterAll(() => t.close());

test('notices go to those who live there, not to the absent owner', async () => {
  const { buildingId, managing, entrance, floor, newUnit, letIn } = await newHouse(t);
  const [let1, own] = await Promise.all([newUnit('1'), newUnit('2')]);
  await letIn(let1!.id, 'owner', { livesHere: false });
  const tenant = await letIn(let1!.id, 'tenant');
  const owner = await letIn(own!.id, 'owner');
  const upper = await managing.createFloor({ entranceId: entrance.id, level: 1 });
  const above = await managing.createUnit({ floorId: upper.id, label: '11', kind: 'flat' });
  const third = await letIn(above.id, 'owner');

  const ticket = t.asService('ticket').building;
  const ask = async (where: object) =>
    (await ticket.listOccupants({ buildingId, ...where })).items.map(({ userId }) => userId);
  const [a, b, c] = [tenant.who.userId, owner.who.userId, third.who.userId];
  expect(await ask({})).toEqual([a, b, c]);
  expect(await ask({ unitIds: [let1!.id] })).toEqual([a]);
  expect(await ask({ floorIds: [floor.id], entranceIds: [] })).toEqual([a, b]);
  expect(await ask({ floorIds: [upper.id], unitIds: [own!.id] })).toEqual([b, c]);
  expect(await ask({ entranceIds: [entrance.id] })).toEqual([a, b, c]);
  expect(await ask({ unitIds: [randomUUID()] })).toEqual([]);

  await owner.at.updateMembership({ membershipId: owner.membership.id, livesHere: false });
  expect(await ask({ floorIds: [floor.id] })).toEqual([a]);
  const { items } = await ticket.listMemberships({ userId: b });
  expect(items).toMatchObject([{ unitId: own!.id, relation: 'owner', livesHere: false }]);
  const asked = [a, b, c, randomUUID()];
  await third.at.moveOut({ membershipId: third.membership.id });
  expect(
    (await ticket.listBelonging({ buildingId, userIds: asked })).items.toSorted((x, y) => +x.now - +y.now),
  ).toEqual([{ userId: c, now: false }, ...[a, b].toSorted().map(userId => ({ userId, now: true }))]);
  expect((await ticket.listBelonging({ buildingId: randomUUID(), userIds: asked })).items).toEqual([]);
  await expect(tenant.at.listBelonging({ buildingId, userIds: asked })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  await expect(tenant.at.listOccupants({ buildingId })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(tenant.at.listMemberships({ userId: b })).rejects.toMatchObject({ code: 'permission_denied' });
});

test('a member of the household always lives there', async () => {
  const { newUnit, letIn } = await newHouse(t);
  const unit = await newUnit('1');
  const { at, membership } = await letIn(unit.id, 'household');
  const away = at.updateMembership({ membershipId: membership.id, livesHere: false });
  await expect(away).rejects.toMatchObject({ extras: { reason: 'household_lives_there' } });
});

test('a manager pages through the units with who belongs to them, and searches', async () => {
  const { buildingId, managing, entrance, newUnit, letIn } = await newHouse(t);
  for (const label of ['1', '2', '10', '20_b', 'P1']) await newUnit(label, label === 'P1' ? 'parking' : 'flat');
  const all = await managing.listUnits({ buildingId });
  expect(all.items.map(({ label }) => label)).toEqual(['1', '2', '10', 'P1', '20_b']);
  const { who } = await letIn(all.items[1]!.id, 'owner');

  const first = await managing.listUnits({ buildingId, limit: 2 });
  const second = await managing.listUnits({ buildingId, limit: 3, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id));
  expect(first.items[1]!.members).toMatchObject([{ userId: who.userId, relation: 'owner' }]);

  const labels = async (filter: object) =>
    (await managing.listUnits({ buildingId, ...filter })).items.map(({ label }) => label);
  expect(await labels({ search: '0_B' })).toEqual(['20_b']);
  expect(await labels({ search: '%' })).toEqual([]);
  expect(await labels({ kind: 'parking' })).toEqual(['P1']);
  expect(await labels({ occupied: true })).toEqual(['2']);
  expect(await labels({ occupied: false, entranceId: entrance.id })).toEqual(['1', '10', 'P1', '20_b']);
  expect(await labels({ entranceId: randomUUID() })).toEqual([]);
  await expect(managing.listUnits({ buildingId, cursor: 'bm90IG9uZQ' })).rejects.toMatchObject({
    code: 'invalid_cursor',
  });
});

test('a manager lists the people of the building with their homes, each person once', async () => {
  const { buildingId, managing, newUnit, letIn } = await newHouse(t);
  const [one, two] = await Promise.all([newUnit('1'), newUnit('2')]);
  const first = await letIn(one!.id, 'owner');
  await letIn(two!.id, 'owner', { who: first.who, livesHere: false });
  const second = await letIn(one!.id, 'household');
  const page = await managing.listPeople({ buildingId, limit: 1 });
  expect(page.items).toMatchObject([
    {
      userId: first.who.userId,
      homes: [
        { unit: '1', relation: 'owner', livesHere: true },
        { unit: '2', relation: 'owner', livesHere: false },
      ],
    },
  ]);
  const rest = await managing.listPeople({ buildingId, cursor: page.nextCursor! });
  expect(rest.items.map(({ userId }) => userId)).toEqual([second.who.userId]);
  const household = await managing.listPeople({ buildingId, relation: 'household' });
  expect(household.items.map(({ userId }) => userId)).toEqual([second.who.userId]);
});

test('the members of a home see each other; its history is for the manager', async () => {
  const { managing, newUnit, letIn } = await newHouse(t);
  const unit = await newUnit('1');
  const before = await letIn(unit.id, 'tenant');
  await managing.moveOut({ membershipId: before.membership.id });
  const now = await letIn(unit.id, 'owner');
  const unitId = unit.id;
  expect((await now.at.listUnitMembers({ unitId })).items).toMatchObject([{ userId: now.who.userId }]);
  const history = await managing.listUnitMembers({ unitId, state: 'all', limit: 1 });
  expect(history.items).toMatchObject([{ id: now.membership.id }]);
  const older = await managing.listUnitMembers({ unitId, state: 'all', cursor: history.nextCursor! });
  expect(older.items).toMatchObject([{ id: before.membership.id, state: 'ended' }]);
  expect((await managing.listUnitMembers({ unitId, state: 'ended' })).items).toHaveLength(1);
  const foreign = (await newHouse(t)).managing;
  expect(
    await outcomes([
      now.at.listUnitMembers({ unitId, state: 'all' }),
      before.at.listUnitMembers({ unitId }),
      foreign.listUnitMembers({ unitId }),
      t.anonymous().building.getHomes({}),
    ]),
  ).toEqual(['not_found', 'not_found', 'not_found', 'unauthenticated']);
});

test('people with many homes page through them', async () => {
  const { newUnit, letIn, buildingId } = await newHouse(t);
  const person = t.person(`resident@building:${buildingId}`);
  for (const label of ['1', '2', '3']) await letIn((await newUnit(label)).id, 'owner', { who: person });
  const at = t.as(person).building;
  const first = await at.getHomes({ limit: 2 });
  const second = await at.getHomes({ limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ unit }) => unit.label)).toEqual(['1', '2', '3']);
});
