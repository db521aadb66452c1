import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { buildingCreated } from '../events.ts';
import { address, type Houses, newHouse, openHouses, outcomes } from './house.ts';

let t: Houses;
beforeAll(async () => ({ t } = await openHouses()));
afterAll(() => t.close());

test('a building is put on the platform by an administrator, and told to the others', async () => {
  const { building, managing, buildingId } = await newHouse(t, { code: 'linden-1' });
  expect(building).toMatchObject({ code: 'LINDEN-1', zone: 'Europe/Berlin', state: 'active', waitingRegistrations: 0 });
  expect(await managing.getBuilding({ buildingId })).toMatchObject({ id: buildingId, version: 1 });
  await t.settle();
  expect(t.published(buildingCreated).filter(({ subject }) => subject === buildingId)).toHaveLength(1);

  const somebody = t.as(t.person(`manager@building:${buildingId}`)).building;
  const input = { code: 'OTHER-1', name: 'Other', address, zone: 'Europe/Berlin' };
  await expect(somebody.createBuilding(input)).rejects.toMatchObject({ code: 'permission_denied' });
  const admin = t.as(t.person('admin@platform')).building;
  await expect(admin.createBuilding({ ...input, code: 'LINDEN-1' })).rejects.toMatchObject({
    code: 'already_exists',
    extras: { reason: 'code_taken' },
  });
});

test.each(['Berlin', '+01:00', 'Europe/Nowhere', ''])('the zone %j is refused with its field', async zone => {
  const admin = t.as(t.person('admin@platform')).building;
  await expect(admin.createBuilding({ code: 'ZONE', name: 'Zone', address, zone })).rejects.toMatchObject({
    code: 'invalid_argument',
    extras: { fields: [{ path: 'zone' }] },
  });
});

test('entrances, floors and units are added, changed and seen as one tree in the order people count', async () => {
  const { managing, buildingId, entrance, floor, newUnit } = await newHouse(t);
  for (const label of ['10', '2', '1']) await newUnit(label);
  const upper = await managing.createFloor({ entranceId: entrance.id, level: 1, label: 'Upstairs' });
  const attic = await managing.createUnit({ floorId: upper.id, label: 'Attic', kind: 'storage', areaM2: 12.5 });
  await managing.updateEntrance({ entranceId: entrance.id, label: 'North' });
  await managing.updateFloor({ floorId: upper.id, level: 5, label: null });
  await managing.updateUnit({ unitId: attic.id, kind: 'flat', rooms: 1.5 });
  await managing.updateBuilding({ buildingId, name: 'Renamed', zone: 'europe/lisbon' });

  const tree = await managing.getTree({ buildingId });
  expect(tree.building).toMatchObject({ name: 'Renamed', zone: 'Europe/Lisbon' });
  expect(tree.entrances).toMatchObject([
    {
      label: 'North',
      floors: [
        { level: 0, units: [{ label: '1' }, { label: '2' }, { label: '10' }] },
        { level: 5, label: null, units: [{ label: 'Attic', kind: 'flat', areaM2: 12.5, rooms: 1.5 }] },
      ],
    },
  ]);
  expect(await managing.getUnit({ unitId: attic.id })).toMatchObject({ version: 2, floorId: upper.id, buildingId });
  expect(floor.buildingId).toBe(buildingId);
});

test('a building is found by its code by anyone signed in, in any case', async () => {
  const { building } = await newHouse(t);
  const stranger = t.as(t.person()).building;
  const found = await stranger.findBuilding({ code: building.code.toLowerCase() });
  expect(found.building.id).toBe(building.id);
  await expect(stranger.findBuilding({ code: 'NO-SUCH' })).rejects.toMatchObject({ code: 'not_found' });
});

test('the same label, level or code twice is refused with a reason, also of twins at once', async () => {
  const { managing, buildingId, entrance, newUnit } = await newHouse(t);
  const taken = (reason: string) => ({ code: 'already_exists', extras: { reason } });
  await expect(managing.createEntrance({ buildingId, label: 'a' })).rejects.toMatchObject(taken('label_taken'));
  await expect(managing.createFloor({ entranceId: entrance.id, level: 0 })).rejects.toMatchObject(taken('level_taken'));
  const twins = await outcomes([1, 2, 3, 4].map(() => newUnit('7')));
  expect(twins.sort()).toEqual(['already_exists', 'already_exists', 'already_exists', 'ok']);
});

test('a change on top of an outdated version is refused', async () => {
  const { managing, newUnit, buildingId } = await newHouse(t);
  const unit = await newUnit('1');
  const changes = [1, 2].map(rooms => managing.updateUnit({ unitId: unit.id, rooms, expectedVersion: 1 }));
  expect((await outcomes(changes)).sort()).toEqual(['ok', 'version_mismatch']);
  await expect(managing.updateBuilding({ buildingId, name: 'X', expectedVersion: 9 })).rejects.toMatchObject({
    code: 'version_mismatch',
  });
});

test('what somebody belongs to is neither archived nor turned into a parking space', async () => {
  const { admin, managing, buildingId, entrance, floor, newUnit, letIn } = await newHouse(t);
  const unit = await newUnit('1');
  const { membership } = await letIn(unit.id, 'owner');
  const occupied = { code: 'failed_precondition', extras: { reason: 'occupied' } };
  await expect(managing.archiveUnit({ unitId: unit.id })).rejects.toMatchObject(occupied);
  await expect(managing.archiveFloor({ floorId: floor.id })).rejects.toMatchObject(occupied);
  await expect(managing.archiveEntrance({ entranceId: entrance.id })).rejects.toMatchObject(occupied);
  await expect(t.as(admin).building.archiveBuilding({ buildingId })).rejects.toMatchObject(occupied);
  await expect(managing.updateUnit({ unitId: unit.id, kind: 'parking' })).rejects.toMatchObject(occupied);

  await managing.moveOut({ membershipId: membership.id });
  await managing.archiveFloor({ floorId: floor.id });
  expect((await managing.getTree({ buildingId })).entrances).toMatchObject([{ id: entrance.id, floors: [] }]);
  expect(await managing.getUnit({ unitId: unit.id })).toMatchObject({ state: 'archived' });
  await expect(managing.updateUnit({ unitId: unit.id, label: 'x' })).rejects.toMatchObject({
    extras: { reason: 'archived' },
  });
  await expect(newUnit('2')).rejects.toMatchObject({ extras: { reason: 'archived' } });
  await t.as(admin).building.archiveBuilding({ buildingId });
  await expect(managing.getTree({ buildingId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(managing.createEntrance({ buildingId, label: 'B' })).rejects.toMatchObject({ code: 'not_found' });
});

test('of an archiving and a joining at the same time only one happens', async () => {
  const { managing, newUnit } = await newHouse(t);
  const units = await Promise.all(['1', '2', '3', '4', '5', '6'].map(label => newUnit(label)));
  for (const unit of units) {
    const { code } = await managing.createInvitation({ unitId: unit.id, relation: 'owner' });
    const both = await outcomes([
      managing.archiveUnit({ unitId: unit.id }),
      t.as(t.person()).building.joinHome({ code }),
    ]);
    expect(both.filter(outcome => outcome === 'ok')).toHaveLength(1);
  }
  const { wrong } = await t.db('building').one({ wrong: col.int })`
    select count(*)::int as wrong from unit_memberships m join units u on u.id = m.unit_id
    where m.state <> 'ended' and u.archived_at is not null`;
  expect(wrong).toBe(0);
});

test('a manager of another building finds nothing here, and changes nothing', async () => {
  const { managing, buildingId, entrance, floor, newUnit } = await newHouse(t);
  const unit = await newUnit('1');
  const before = await managing.getTree({ buildingId });
  const foreign = (await newHouse(t)).managing;
  const ids = { entranceId: entrance.id, floorId: floor.id, unitId: unit.id };
  const tries = [
    foreign.getBuilding({ buildingId }),
    foreign.getTree({ buildingId }),
    foreign.getUnit({ unitId: ids.unitId }),
    foreign.updateEntrance({ entranceId: ids.entranceId, label: 'x' }),
    foreign.archiveEntrance({ entranceId: ids.entranceId }),
    foreign.createFloor({ entranceId: ids.entranceId, level: 3 }),
    foreign.updateFloor({ floorId: ids.floorId, level: 3 }),
    foreign.archiveFloor({ floorId: ids.floorId }),
    foreign.createUnit({ floorId: ids.floorId, label: 'x', kind: 'flat' }),
    foreign.updateUnit({ unitId: ids.unitId, label: 'x' }),
    foreign.archiveUnit({ unitId: ids.unitId }),
    foreign.getUnit({ unitId: randomUUID() }),
  ];
  expect(new Set(await outcomes(tries))).toEqual(new Set(['not_found']));
  const scoped = [
    foreign.updateBuilding({ buildingId, name: 'x' }),
    foreign.createEntrance({ buildingId, label: 'x' }),
    foreign.listUnits({ buildingId }),
  ];
  expect(new Set(await outcomes(scoped))).toEqual(new Set(['permission_denied']));
  expect(await managing.getTree({ buildingId })).toEqual(before);
});

test('everybody lists the buildings they live or work in, an administrator all of them', async () => {
  const { manager, building, buildingId, newUnit, letIn } = await newHouse(t, { code: 'FINDME-1' });
  const { who } = await letIn((await newUnit('1')).id, 'owner', { who: t.person() });
  for (const user of [manager, who]) {
    const { items } = await t.as(user).building.listBuildings({});
    expect(items.map(({ id }) => id)).toEqual([buildingId]);
  }
  const admin = t.as(t.person('admin@platform')).building;
  expect((await admin.listBuildings({ search: 'findme' })).items).toMatchObject([{ code: building.code }]);
  const first = await admin.listBuildings({ limit: 1 });
  const second = await admin.listBuildings({ limit: 1, cursor: first.nextCursor! });
  expect(second.items[0]!.id).not.toBe(first.items[0]!.id);
  expect((await t.as(t.person()).building.listBuildings({})).items).toEqual([]);
});
