import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { plainAddress } from '../domain/address.ts';
import { type Houses, newHouse, openHouses, outcomes } from './house.ts';

let t: Houses;
beforeAll(async () => ({ t } = await openHouses()));
afterAll(() => t.close());

const address = { street: 'Große Straße 3', postalCode: '10115', city: 'Berlin', country: 'DE' };

test('who registered before the building was there is shown to its manager and let in', async () => {
  const byAddress = t.person();
  const byCode = t.person();
  await t.as(byAddress).building.registerProperty({ address, unitLabel: '4 left', note: 'Since 2019' });
  await t.as(byCode).building.registerProperty({ buildingCode: 'early-1' });
  await t
    .as(t.person())
    .building.registerProperty({ buildingCode: 'ELSEWHERE', address: { ...address, city: 'Kiel' } });

  const admin = t.as(t.person('admin@platform')).building;
  const created = await admin.createBuilding({
    code: 'EARLY-1',
    name: 'Early',
    address: { ...address, street: 'GROSSE STRASSE 3', line2: 'Rear house' },
    zone: 'Europe/Berlin',
  });
  expect(created.waitingRegistrations).toBe(2);
  const buildingId = created.id;
  const managing = t.as(t.person(`manager@building:${buildingId}`)).building;
  const first = await managing.listRegistrations({ buildingId, limit: 1 });
  expect(first.items).toMatchObject([{ userId: byAddress.userId, unitLabel: '4 left', note: 'Since 2019', address }]);
  const second = await managing.listRegistrations({ buildingId, cursor: first.nextCursor! });
  expect(second.items).toMatchObject([{ userId: byCode.userId, buildingCode: 'EARLY-1', address: null }]);

  const entrance = await managing.createEntrance({ buildingId, label: 'A' });
  const floor = await managing.createFloor({ entranceId: entrance.id, level: 0 });
  const unit = await managing.createUnit({ floorId: floor.id, label: '4', kind: 'flat' });
  const registrationId = first.items[0]!.id;
  const link = { registrationId, unitId: unit.id, relation: 'owner' as const };
  const racing = await outcomes([managing.linkRegistration(link), managing.linkRegistration(link)]);
  expect(racing.sort()).toEqual(['not_found', 'ok']);
  expect((await t.as(byAddress).building.getHomes({})).items).toMatchObject([{ unitId: unit.id, via: 'registration' }]);
  expect((await t.as(byAddress).building.listMyRegistrations({})).items).toMatchObject([
    { id: registrationId, state: 'linked', buildingId },
  ]);
  expect((await managing.listRegistrations({ buildingId })).items).toHaveLength(1);
});

test('a registration for a building that is there already is shown at once, and one can be taken back', async () => {
  const { building, buildingId, managing } = await newHouse(t);
  const at = t.as(t.person()).building;
  const { id: registrationId } = await at.registerProperty({ buildingCode: building.code });
  expect((await managing.listRegistrations({ buildingId })).items).toMatchObject([{ id: registrationId }]);
  await at.withdrawRegistration({ registrationId });
  expect((await managing.listRegistrations({ buildingId })).items).toEqual([]);
  await expect(at.withdrawRegistration({ registrationId })).rejects.toMatchObject({ code: 'conflict' });
  const again = await at.registerProperty({ buildingCode: building.code });
  const pages = await at.listMyRegistrations({ limit: 1 });
  expect(pages.items).toMatchObject([{ id: again.id, state: 'waiting' }]);
  const rest = await at.listMyRegistrations({ cursor: pages.nextCursor! });
  expect(rest.items).toMatchObject([{ id: registrationId, state: 'withdrawn' }]);
});

test('a registration needs a code or an address, and is made once for each', async () => {
  const at = t.as(t.person()).building;
  await expect(at.registerProperty({ note: 'somewhere' })).rejects.toMatchObject({ code: 'invalid_argument' });
  const twins = [1, 2, 3].map(() => at.registerProperty({ address: { ...address, city: 'Bonn' } }));
  expect((await outcomes(twins)).sort()).toEqual(['already_exists', 'already_exists', 'ok']);
  await at.registerProperty({ buildingCode: 'TWICE' });
  await expect(at.registerProperty({ buildingCode: 'twice' })).rejects.toMatchObject({ code: 'already_exists' });
});

test('what people wrote is sealed, and registrations for elsewhere cannot be drawn into a building', async () => {
  const { buildingId, managing, newUnit } = await newHouse(t);
  const unit = await newUnit('1');
  const person = t.person();
  const { id: registrationId } = await t
    .as(person)
    .building.registerProperty({ buildingCode: 'NOT-HERE', note: 'psst' });
  const { sealed } = await t.db('building').one({ sealed: col.bytes })`
    select details_sealed as sealed from property_registrations where id = ${registrationId}`;
  expect(sealed.toString('latin1')).not.toContain('psst');
  const foreign = (await newHouse(t)).managing;
  const link = { registrationId, unitId: unit.id, relation: 'tenant' as const };
  expect(
    await outcomes([
      managing.linkRegistration(link),
      foreign.linkRegistration(link),
      foreign.listRegistrations({ buildingId }),
      t.as(t.person()).building.withdrawRegistration({ registrationId }),
    ]),
  ).toEqual(['not_found', 'not_found', 'permission_denied', 'not_found']);
});

test('addresses that differ only in case, accents and punctuation are one', () => {
  const plain = plainAddress({ ...address, line2: null });
  expect(plainAddress({ ...address, street: 'grosse  strasse, 3', line2: 'c/o Meyer' })).toBe(plain);
  expect(plainAddress({ ...address, street: 'Große Straße 33', line2: null })).not.toBe(plain);
});
