import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { userRoleChanged } from '#services/iam/events';
import type { TicketCtx } from '../definition.ts';
import { ticketCreated } from '../events.ts';
import { runSchedules } from '../sweeps/schedules.ts';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const manager = () => w.t.as(w.place.manager).ticket;
const daily = 'FREQ=DAILY;BYHOUR=7;BYMINUTE=0;BYSECOND=0';
let count = 0;
const schedule = (more: object = {}) =>
  manager().addSchedule({
    buildingId: w.place.buildingId,
    title: `Inspection ${++count}`,
    categoryId: w.place.category('Inspection'),
    place: { text: 'Boiler room' },
    rrule: daily,
    ...more,
  });
const openedBy = async (scheduleId: string) =>
  w.t.db('ticket').many({ occurrence_at: col.instant })`
    select occurrence_at from tickets where schedule_id = ${scheduleId} order by occurrence_at`;
const runsOf = async (scheduleId: string) => (await openedBy(scheduleId)).map(found => found.occurrence_at);

test('the register knows each asset by name, and what became of it', async () => {
  const { t, place } = w;
  const { buildingId } = place;
  const asset = await manager().addAsset({
    buildingId,
    name: 'Lift A',
    kind: 'lift',
    place: { text: 'Hall', entranceId: place.entranceId },
    installedOn: '2019-05-01',
  });
  expect(asset).toMatchObject({ state: 'in_service', installedOn: '2019-05-01', activeTickets: 0, version: 1 });
  await manager().addAsset({ buildingId, name: 'Boiler', kind: 'boiler', unitId: place.unitId });
  const { id: ticketId } = await t.as(place.resident).ticket.openTicket(report(place, { assetId: asset.id }));
  const { items } = await t.as(place.support).ticket.listAssets({ buildingId, kind: 'lift', state: 'in_service' });
  expect(items).toMatchObject([{ id: asset.id, activeTickets: 1 }]);
  const moved = await manager().updateAsset({ assetId: asset.id, state: 'out_of_service', unitId: place.unitId });
  expect(moved).toMatchObject({ state: 'out_of_service', unitId: place.unitId, place: null, version: 2 });
  await manager().updateAsset({ assetId: asset.id, place: { text: 'Hall' } });
  await manager().updateAsset({ assetId: asset.id, notes: 'Rope renewed.' });
  const incident = await manager().openIncident({
    buildingId,
    title: 'Lift stands',
    assetId: asset.id,
    ticketIds: [ticketId],
  });
  await manager().resolveIncident({ incidentId: incident.id });
  const kinds: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await manager().listAssetHistory({ assetId: asset.id, limit: 3, ...(cursor && { cursor }) });
    kinds.push(...page.items.map(({ kind }) => kind));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(kinds.toSorted()).toEqual(
    [
      'registered',
      'ticket_opened',
      'changed',
      'changed',
      'changed',
      'incident_opened',
      'ticket_resolved',
      'incident_resolved',
    ].toSorted(),
  );
  expect(kinds.at(-1)).toBe('registered');
});

test('an asset changes under its version, in its own building alone', async () => {
  const { t, place } = w;
  const { buildingId } = place;
  const { id: assetId } = await manager().addAsset({ buildingId, name: 'Gate', kind: 'door' });
  const change = (more: object) => manager().updateAsset({ assetId, ...more });
  await expect(change({ name: 'Gate 2', expectedVersion: 7 })).rejects.toMatchObject({ code: 'version_mismatch' });
  await manager().addAsset({ buildingId, name: 'Gate 3', kind: 'door' });
  await expect(change({ name: 'Gate 3' })).rejects.toMatchObject({ extras: { reason: 'asset_name_taken' } });
  await expect(change({ unitId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  await expect(t.as(place.stranger).ticket.updateAsset({ assetId, name: 'Mine' })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(t.as(place.stranger).ticket.listAssetHistory({ assetId })).rejects.toMatchObject({ code: 'not_found' });
  const first = await manager().listAssets({ buildingId, limit: 2 });
  const second = await manager().listAssets({ buildingId, limit: 2, cursor: first.nextCursor! });
  const names = [...first.items, ...second.items].map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
  expect(new Set(names).size).toBe(names.length);
});

test('a schedule opens a ticket at its wall time, given to whom it names', async () => {
  const { t, place } = w;
  const { id: assetId } = await manager().addAsset({ buildingId: place.buildingId, name: 'Boiler 2', kind: 'boiler' });
  const made = await schedule({ assetId, assigneeId: place.support.userId });
  // Seven in the morning in Berlin, before the clocks change.
  expect(made).toMatchObject({ zone: 'Europe/Berlin', nextRunAt: '2026-03-03T06:00:00.000Z', active: true });
  await t.advance('21 hours');
  expect(await runsOf(made.id)).toEqual(['2026-03-03T06:00:00.000Z']);
  await t.settle();
  const created = t.published(ticketCreated).find(({ data }) => data.title === made.title)!;
  const ticket = await manager().getTicket({ ticketId: created.subject });
  expect(ticket).toMatchObject({
    status: 'assigned',
    assigneeId: place.support.userId,
    openedBy: null,
    scheduleId: made.id,
    assetId,
  });
  const { items } = await manager().listSchedules({ buildingId: place.buildingId, assetId });
  expect(items).toMatchObject([{ id: made.id, nextRunAt: '2026-03-04T06:00:00.000Z' }]);
  await manager().updateSchedule({ scheduleId: made.id, active: false });
});

test.each([
  ['once', 1],
  ['skip', 0],
  ['each', 3],
] as const)('of runs that nobody was up for, %s opens %i', async (missed, expected) => {
  const { t } = w;
  const made = await schedule({ missed });
  const before = t.clock.now();
  await t.advance('3 days');
  expect(await runsOf(made.id)).toHaveLength(expected);
  await t.advance('1 day');
  expect(await runsOf(made.id)).toHaveLength(expected + 1);
  expect((await runsOf(made.id)).every(run => run > before)).toBe(true);
  await manager().updateSchedule({ scheduleId: made.id, active: false });
});

test('of sweeps that race each run opens one ticket', async () => {
  const { t } = w;
  const made = await schedule({ missed: 'each' });
  t.clock.advance('30 days');
  const ctx = t.ctx('ticket') as unknown as TicketCtx;
  await Promise.all(Array.from({ length: 4 }, () => runSchedules(ctx)));
  expect(await runsOf(made.id)).toHaveLength(30);
  await manager().updateSchedule({ scheduleId: made.id, active: false });
});

test('a paused schedule opens nothing, and goes on from now', async () => {
  const { t } = w;
  const made = await schedule();
  await manager().updateSchedule({ scheduleId: made.id, active: false });
  await t.advance('3 days');
  expect(await runsOf(made.id)).toEqual([]);
  const resumed = await manager().updateSchedule({ scheduleId: made.id, active: true, title: 'Inspection, resumed' });
  expect(resumed.nextRunAt! > t.clock.now()).toBe(true);
  const weekly = await manager().updateSchedule({
    scheduleId: made.id,
    rrule: 'FREQ=WEEKLY;COUNT=60',
    expectedVersion: 3,
  });
  expect(weekly.rrule).toBe('FREQ=WEEKLY;COUNT=60');
  await manager().updateSchedule({ scheduleId: made.id, active: false });
});

test('a schedule that ends is over, and one that fails leaves the others be', async () => {
  const { t, place } = w;
  const last = await schedule({ rrule: `${daily};COUNT=1` });
  const broken = await schedule();
  const fine = await schedule();
  await t.db('ticket').run`
    update schedules set category_id = (select id from categories where name = 'Parking') where id = ${broken.id}`;
  await manager().updateCategory({ categoryId: place.category('Parking'), archived: true });
  await t.advance('1 day');
  expect([await runsOf(last.id), await runsOf(broken.id), await runsOf(fine.id)].map(runs => runs.length)).toEqual([
    1, 0, 1,
  ]);
  const { items } = await manager().listSchedules({ buildingId: place.buildingId, limit: 100 });
  expect(items.find(({ id }) => id === last.id)).toMatchObject({ active: false, nextRunAt: null });
  const page = await manager().listSchedules({ buildingId: place.buildingId, limit: 1 });
  expect(
    (await manager().listSchedules({ buildingId: place.buildingId, limit: 100, cursor: page.nextCursor! })).items
      .length,
  ).toBe(items.length - 1);
});

test('the ticket of somebody who has left is open to all', async () => {
  const { t, place } = w;
  const { userId } = t.person();
  const scope = `building:${place.buildingId}`;
  await t.deliver(userRoleChanged, { userId, role: 'support', scope, change: 'granted' });
  const made = await schedule({ assigneeId: userId });
  await t.deliver(userRoleChanged, { userId, role: 'support', scope, change: 'revoked' });
  await t.advance('1 day');
  await t.settle();
  const created = t.published(ticketCreated).findLast(({ data }) => data.title === made.title)!;
  expect(await manager().getTicket({ ticketId: created.subject })).toMatchObject({ status: 'open', assigneeId: null });
});

test.each([
  ['a rule that is none', { rrule: 'EVERY DAY' }, 'invalid_argument'],
  ['a rule that comes round too often', { rrule: 'FREQ=MINUTELY' }, 'invalid_argument'],
  ['a rule that never comes round', { rrule: 'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30' }, 'invalid_argument'],
  ['a rule that comes round twice an hour', { rrule: 'FREQ=DAILY;BYMINUTE=0,30' }, 'invalid_argument'],
  ['a rule that is over', { rrule: 'FREQ=DAILY;UNTIL=20200101T000000Z' }, 'invalid_argument'],
  ['no place', { place: null }, 'invalid_argument'],
  ['a category of nowhere', { categoryId: randomUUID() }, 'not_found'],
  ['an asset of nowhere', { assetId: randomUUID() }, 'not_found'],
  ['somebody who does not work there', { assigneeId: randomUUID() }, 'failed_precondition'],
])('%s is refused', async (_what, more, code) => {
  await expect(schedule(more)).rejects.toMatchObject({ code });
});

test('a schedule changes under its version, in its own building alone', async () => {
  const { t, place } = w;
  const { id: scheduleId } = await schedule();
  const change = (more: object) => manager().updateSchedule({ scheduleId, ...more });
  await expect(change({ expectedVersion: 5 })).rejects.toMatchObject({ code: 'version_mismatch' });
  await expect(change({ categoryId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  await expect(change({ assigneeId: randomUUID() })).rejects.toMatchObject({ code: 'failed_precondition' });
  await expect(t.as(place.stranger).ticket.updateSchedule({ scheduleId, active: false })).rejects.toMatchObject({
    code: 'not_found',
  });
});
