import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import type { BuildingCtx } from '../definition.ts';
import { seed } from '../seed.ts';
import { type Houses, openHouses } from './house.ts';

let t: Houses;
beforeAll(async () => ({ t } = await openHouses()));
afterAll(() => t.close());

const counts = () =>
  t.db('building').one({
    buildings: col.int,
    entrances: col.int,
    floors: col.int,
    units: col.int,
    flats: col.int,
    memberships: col.int,
    residents: col.int,
    pending: col.int,
    invitations: col.int,
    move_outs: col.int,
    hours: col.int,
    holidays: col.int,
    waiting: col.int,
  })`
    select (select count(*)::int from buildings) as buildings, (select count(*)::int from entrances) as entrances,
      (select count(*)::int from floors) as floors, (select count(*)::int from units) as units,
      (select count(*)::int from units where kind = 'flat') as flats,
      (select count(*)::int from unit_memberships where state = 'active') as memberships,
      (select count(*)::int from residents) as residents,
      (select count(*)::int from verification_requests where state = 'pending') as pending,
      (select count(*)::int from invitation_codes) as invitations, (select count(*)::int from move_outs) as move_outs,
      (select count(*)::int from calendar_hours) as hours, (select count(*)::int from holidays) as holidays,
      (select count(*)::int from outbox) as waiting`;

test('the demo community is filled in once, and tells nobody', async () => {
  const ctx = t.ctx('building') as unknown as BuildingCtx;
  await seed(ctx);
  const first = await counts();
  expect(first).toEqual({
    buildings: 3,
    entrances: 6,
    floors: 30,
    units: 120,
    flats: 108,
    memberships: 190,
    residents: 190,
    pending: 3,
    invitations: 3,
    move_outs: 1,
    hours: 15,
    holidays: 30,
    waiting: 0,
  });
  await seed(ctx);
  expect(await counts()).toEqual(first);
});

test('everything in it reads as it would had people done it', async () => {
  const admin = t.as(t.person('admin@platform')).building;
  for (const number of [1, 2, 3]) {
    const buildingId = seedId(`building:${number}`);
    const tree = await admin.getTree({ buildingId });
    expect(tree.entrances.map(({ label, floors }) => `${label}${floors.length}`)).toEqual(['A5', 'B5']);
    expect((await admin.getCalendar({ buildingId })).hours).toHaveLength(5);
    expect((await admin.listUnits({ buildingId, limit: 100 })).items).toHaveLength(40);
    expect((await admin.listMoveOuts({ buildingId })).items.every(({ complete }) => complete)).toBe(true);
    const [request] = (await admin.listVerifications({ buildingId })).items;
    expect((await admin.getVerification({ requestId: request!.id })).files).toEqual([]);
  }
  const resident = { ...t.person(`resident@building:${seedId('building:1')}`), userId: seedId('resident:1') };
  expect((await t.as(resident).building.getHomes({})).items).toMatchObject([
    { unitId: seedId('unit:1'), relation: 'owner', livesHere: true, unit: { kind: 'flat', label: 'A1' } },
  ]);
  const { items } = await t.asService('notification').building.listOccupants({ buildingId: seedId('building:1') });
  expect(items.length).toBeGreaterThan(60);
  const [invitation] = (await admin.listInvitations({ unitId: seedId('unit:41') })).items;
  const joined = await t.as(t.person()).building.joinHome({ code: invitation!.code });
  expect(joined).toMatchObject({ unitId: seedId('unit:41'), relation: 'household' });
});
