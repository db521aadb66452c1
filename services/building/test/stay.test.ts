import { afterAll, beforeAll, expect, test } from 'vitest';
import { residentVerified, unitVacated } from '../events.ts';
import { type Houses, newHouse, openHouses, outcomes } from './house.ts';

let t: Houses;
beforeAll(async () => ({ t } = await openHouses({ start: '2026-03-02T09:00:00.000Z' })));
afterAll(() => t.close());

const until = (instant: string) => t.advance(`${Date.parse(instant) - Date.parse(t.clock.now())}ms`);

test('a stay begins and ends on its day in the zone of the building, each once', async () => {
  const berlin = await newHouse(t, { zone: 'Europe/Berlin' });
  const newYork = await newHouse(t, { zone: 'America/New_York' });
  const stay = { movesInOn: '2026-03-10', movesOutOn: '2026-03-20' };
  const homes: { managing: (typeof berlin)['managing']; unitId: string; userId: string }[] = [];
  for (const { managing, newUnit } of [berlin, newYork]) {
    const unit = await newUnit('1');
    const { code } = await managing.createInvitation({ unitId: unit.id, relation: 'tenant', ...stay });
    const person = t.person();
    const joined = await t.as(person).building.joinHome({ code });
    expect(joined).toMatchObject({ state: 'upcoming', startedAt: null, ...stay });
    homes.push({ managing, unitId: unit.id, userId: person.userId });
  }
  const states = () =>
    Promise.all(
      homes.map(async ({ managing, unitId }) => {
        const { items } = await managing.listUnitMembers({ unitId, state: 'all' });
        return items.map(({ state }) => state).join();
      }),
    );
  const count = (userIds: string[]) => ({
    verified: t.published(residentVerified).filter(({ data }) => userIds.includes(String(data.userId))).length,
    vacated: t.published(unitVacated).filter(({ data }) => userIds.includes(String(data.userId))).length,
  });
  const userIds = homes.map(({ userId }) => userId);

  await until('2026-03-09T22:59:00.000Z'); // One minute before midnight in Berlin (+1).
  expect(await states()).toEqual(['upcoming', 'upcoming']);
  await until('2026-03-09T23:06:00.000Z');
  expect(await states()).toEqual(['active', 'upcoming']);
  await until('2026-03-10T03:59:00.000Z'); // Summer time has begun in New York (-4).
  expect(await states()).toEqual(['active', 'upcoming']);
  await until('2026-03-10T04:06:00.000Z');
  expect(await states()).toEqual(['active', 'active']);
  expect(count(userIds)).toEqual({ verified: 2, vacated: 0 });

  await until('2026-03-20T22:59:00.000Z');
  expect(await states()).toEqual(['active', 'active']);
  await until('2026-03-20T23:06:00.000Z');
  expect(await states()).toEqual(['ended', 'active']);
  await until('2026-03-21T04:06:00.000Z');
  expect(await states()).toEqual(['ended', 'ended']);
  expect(count(userIds)).toEqual({ verified: 2, vacated: 2 });
  const [over] = (await homes[0]!.managing.listMoveOuts({ buildingId: berlin.buildingId })).items;
  expect(over).toMatchObject({ reason: 'stay_over', by: null, userId: userIds[0] });
});

test('a stay that began and ended while nobody was up is begun and ended', async () => {
  const { managing, newUnit, buildingId } = await newHouse(t);
  const unit = await newUnit('1');
  const day = t.clock.now().slice(0, 10);
  const stay = { movesInOn: nextDay(day, 2), movesOutOn: nextDay(day, 3) };
  const { code } = await managing.createInvitation({ unitId: unit.id, relation: 'tenant', ...stay });
  await t.as(t.person()).building.joinHome({ code });
  await t.advance('10 days');
  expect((await managing.listMoveOuts({ buildingId })).items).toMatchObject([{ reason: 'stay_over' }]);
});

const nextDay = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

test('a move-in to come is called off or moved; nothing is told before its day', async () => {
  const { managing, newUnit } = await newHouse(t);
  const unit = await newUnit('1');
  const day = t.clock.now().slice(0, 10);
  const movesInOn = nextDay(day, 5);
  const { code } = await managing.createInvitation({ unitId: unit.id, relation: 'owner', maxUses: 2, movesInOn });
  const person = t.person();
  const at = t.as(person).building;
  const joined = await at.joinHome({ code });
  const membershipId = joined.id;
  expect((await at.getHomes({})).items).toMatchObject([{ state: 'upcoming' }]);
  await expect(at.getUnit({ unitId: unit.id })).rejects.toMatchObject({ code: 'not_found' });

  const sooner = at.updateMembership({ membershipId, movesInOn: day });
  await expect(sooner).rejects.toMatchObject({ extras: { reason: 'manager_decides' } });
  await at.updateMembership({ membershipId, movesInOn: nextDay(day, 7), expectedVersion: 1 });
  const outdated = managing.updateMembership({ membershipId, movesInOn: day, expectedVersion: 1 });
  await expect(outdated).rejects.toMatchObject({ code: 'version_mismatch' });
  await managing.updateMembership({ membershipId, movesInOn: nextDay(day, 3) });

  await expect(at.moveOut({ membershipId })).rejects.toMatchObject({ extras: { reason: 'not_current' } });
  await at.cancelMoveIn({ membershipId });
  await expect(at.cancelMoveIn({ membershipId })).rejects.toMatchObject({ extras: { reason: 'not_upcoming' } });
  await t.advance('10 days');
  expect(t.published(residentVerified).filter(({ subject }) => subject === person.userId)).toEqual([]);
  await expect(managing.updateMembership({ membershipId, livesHere: false })).rejects.toMatchObject({
    extras: { reason: 'stay_over' },
  });
});

test('people shorten their own stay; only a manager makes it longer again', async () => {
  const { managing, newUnit, letIn } = await newHouse(t);
  const { at, membership } = await letIn((await newUnit('1')).id, 'tenant');
  const membershipId = membership.id;
  const day = t.clock.now().slice(0, 10);
  expect(await at.updateMembership({ membershipId, movesOutOn: nextDay(day, 30) })).toMatchObject({ version: 2 });
  expect(
    await outcomes([
      at.updateMembership({ membershipId, movesOutOn: null }),
      at.updateMembership({ membershipId, movesOutOn: nextDay(day, 31) }),
      at.updateMembership({ membershipId, movesOutOn: nextDay(day, -1) }),
      at.updateMembership({ membershipId, movesInOn: nextDay(day, 1) }),
    ]),
  ).toEqual(Array(4).fill('failed_precondition'));
  expect(await managing.updateMembership({ membershipId, movesOutOn: null })).toMatchObject({ movesOutOn: null });
  const stranger = t.as(t.person()).building;
  await expect(stranger.updateMembership({ membershipId, livesHere: false })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('a stay that would be over before it begins is refused', async () => {
  const { managing, newUnit } = await newHouse(t);
  const invitation = { unitId: (await newUnit('1')).id, relation: 'tenant' as const };
  const day = t.clock.now().slice(0, 10);
  const over = { code: 'failed_precondition', extras: { reason: 'stay_over' } };
  const backwards = { movesInOn: nextDay(day, 5), movesOutOn: nextDay(day, 4) };
  await expect(managing.createInvitation({ ...invitation, ...backwards })).rejects.toMatchObject(over);
  const { code } = await managing.createInvitation({ ...invitation, movesOutOn: nextDay(day, 1) });
  await t.advance('3 days');
  await expect(t.as(t.person()).building.joinHome({ code })).rejects.toMatchObject(over);
});
