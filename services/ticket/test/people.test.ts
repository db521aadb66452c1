import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { residentUnverified, residentVerified, unitAssignedToUser, unitVacated } from '#services/building/events';
import { userDeleted, userRoleChanged } from '#services/iam/events';
import { ticketMoveOutHandled } from '../events.ts';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const home = (userId: string) => ({ userId, unitId: w.place.unitId, buildingId: w.place.buildingId });
const assigned = (userId: string) => ({ ...home(userId), entranceId: w.place.entranceId, relation: 'tenant' as const });
const lives = async (userId: string) =>
  (
    await w.t.db('ticket').maybe({ lives: col.bool })`
    select lives from residents where user_id = ${userId} and unit_id = ${w.place.unitId}`
  )?.lives;

test('somebody lives in a home from the first proof to the last end, even if each is told twice', async () => {
  const { t } = w;
  const [userId, moveOutId] = [randomUUID(), randomUUID()];
  const steps = [
    () => t.deliver(unitAssignedToUser, assigned(userId)),
    () => t.deliver(residentVerified, home(userId)),
    () => t.deliver(residentUnverified, { ...home(userId), leftBuilding: false }),
    () => t.deliver(residentVerified, home(userId)),
    () => t.deliver(unitVacated, { ...home(userId), moveOutId, leftBuilding: true }),
    () => t.deliver(unitAssignedToUser, assigned(userId)),
  ];
  const seen: (boolean | undefined)[] = [];
  for (const step of steps) {
    await t.advance('1m');
    await step();
    await t.redeliver();
    seen.push(await lives(userId));
  }
  expect(seen).toEqual([true, true, false, true, false, true]);
  expect(t.published(ticketMoveOutHandled).map(({ data }) => data)).toEqual([{ moveOutId, ended: { homes: 1 } }]);
});

test('an end that arrives before the start it follows still ends it', async () => {
  const { t } = w;
  const userId = randomUUID();
  await t.advance('1h');
  const late = t.clock.now();
  await t.deliver(residentUnverified, { ...home(userId), leftBuilding: true });
  t.clock.set(new Date(Date.parse(late) - 600_000).toISOString());
  await t.deliver(unitAssignedToUser, assigned(userId));
  expect(await lives(userId)).toBe(false);
  t.clock.set(late);
  await t.advance('1m');
  await t.deliver(residentVerified, home(userId));
  expect(await lives(userId)).toBe(true);
});

test('a deleted account is forgotten everywhere, also when it is told twice, and what was done stays', async () => {
  const { t, place } = w;
  const gone = t.person(`resident@building:${place.buildingId}`, `support@building:${place.buildingId}`);
  const { userId } = gone;
  await t.deliver(unitAssignedToUser, assigned(userId));
  const scope = `building:${place.buildingId}`;
  await t.deliver(userRoleChanged, { userId, role: 'support', scope, change: 'granted' });
  const { buildingId } = place;
  const manager = t.as(place.manager).ticket;
  const { id: ticketId } = await t.as(gone).ticket.openTicket(report(place, { fileIds: [randomUUID()] }));
  await manager.assignTicket({ ticketId, assigneeId: userId, executorId: userId });
  await t.as(gone).ticket.addComment({ ticketId, text: 'I was here.' });
  await manager.addObserver({ ticketId, userId });
  await t.as(gone).ticket.addObserver({ ticketId, userId: place.neighbour.userId });
  const { id: assetId } = await manager.addAsset({ buildingId, name: 'Pump', kind: 'pump' });
  await t.db('ticket').run`update asset_history set by_user = ${userId} where asset_id = ${assetId}`;
  await t.as(gone).ticket.openIncident({ buildingId, title: 'No water at all' });
  await manager.addSchedule({
    buildingId,
    title: 'Servicing',
    categoryId: place.category('Servicing'),
    place: { text: 'Cellar' },
    assigneeId: userId,
    rrule: 'FREQ=YEARLY',
  });
  await manager.setEscalation({ buildingId, levels: [{ afterMinutes: 1, userIds: [userId], roles: [] }] });
  const { id: solved } = await t.as(gone).ticket.openTicket(report(place));
  await manager.assignTicket({ ticketId: solved, assigneeId: userId });
  await manager.resolveTicket({ ticketId: solved });

  await t.deliver(userDeleted, { userId });
  await t.redeliver();
  // Their homes end by it, which is told later.
  await t.deliver(residentVerified, home(userId));
  await t.deliver(unitVacated, { ...home(userId), moveOutId: randomUUID(), leftBuilding: true });
  const left = await manager.getTicket({ ticketId });
  expect(left).toMatchObject({ openedBy: null, assigneeId: null, executorId: null, status: 'open' });
  expect(left.observerIds).toEqual([place.neighbour.userId]);
  expect(left.timeline.items.map(({ text }) => text)).toContain('I was here.');
  expect(await manager.getTicket({ ticketId: solved })).toMatchObject({
    openedBy: null,
    assigneeId: null,
    status: 'resolved',
  });
  const tables = await t.db('ticket').many({ name: col.text })`
    select table_name::text as name from information_schema.tables
    where table_schema = 'public' and table_name in
      ('tickets', 'assignments', 'status_history', 'comments', 'attachments', 'observers', 'incidents', 'schedules',
       'assets', 'asset_history', 'escalation_rules', 'residents', 'staff')`;
  expect(tables).toHaveLength(13);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await everything(name);
    if (rows.includes(userId)) found.push(name);
  }
  expect(found).toEqual([]);
  await t.advance('31d');
  expect(await t.db('ticket').run`select from forgotten_people`).toBe(0);
});

/** A table's rows as one text. */
async function everything(table: string): Promise<{ rows: string }> {
  return w.t.db('ticket').one({ rows: col.text })`
    select coalesce(query_to_xml(${`select * from ${table}`}, false, false, '')::text, '') as rows`;
}
