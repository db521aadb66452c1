import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { unitAssignedToUser, unitVacated } from '#services/building/events';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
let ticketId: string;
beforeAll(async () => {
  w = await openWorld();
  ({ id: ticketId } = await w.t.as(w.place.resident).ticket.openTicket(report(w.place)));
});
afterAll(() => w.t.close());

const see = (user: User, id = ticketId) => w.t.as(user).ticket.getTicket({ ticketId: id });
const mine = async (user: User, more: object = {}) =>
  (await w.t.as(user).ticket.listMyTickets(more)).items.map(({ id }) => id);

/** Somebody who moves into a home now. */
async function movesIn(unitId: string): Promise<User> {
  const { buildingId, entranceId } = w.place;
  const user = w.t.person(`resident@building:${buildingId}`);
  await w.t.advance('1m');
  const home = { buildingId, entranceId, unitId, userId: user.userId, relation: 'household' as const };
  await w.t.deliver(unitAssignedToUser, home);
  return user;
}

async function movesOut(user: User, unitId: string): Promise<void> {
  const { buildingId } = w.place;
  const leaving = { unitId, buildingId, userId: user.userId, moveOutId: randomUUID(), leftBuilding: true };
  await w.t.advance('1m');
  await w.t.deliver(unitVacated, leaving);
}

test('the household and staff see a ticket; neighbours, other buildings and strangers do not even hear of it', async () => {
  const { t, place } = w;
  for (const user of [place.resident, place.manager, place.support, t.person('admin@platform')])
    expect(await see(user)).toMatchObject({ id: ticketId });
  expect(await t.asService('search').ticket.getTicket({ ticketId })).toMatchObject({ id: ticketId });
  for (const user of [place.neighbour, place.stranger, t.person()])
    await expect(see(user)).rejects.toMatchObject({ code: 'not_found' });
  await expect(see(place.manager, randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  await expect(t.anonymous().ticket.getTicket({ ticketId })).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('nothing can be done to the ticket of somebody else', async () => {
  const { t, place } = w;
  const before = await see(place.manager);
  for (const user of [place.neighbour, place.stranger]) {
    const api = t.as(user).ticket;
    const gone = {
      code: user === place.stranger ? 'not_found' : expect.stringMatching(/^(not_found|permission_denied)$/),
    };
    for (const attempt of [
      () => api.addComment({ ticketId, text: 'Mine' }),
      () => api.closeTicket({ ticketId, reason: 'withdrawn' }),
      () => api.addObserver({ ticketId, userId: user.userId }),
      () => api.assignTicket({ ticketId, assigneeId: user.userId }),
      () => api.mergeTicket({ ticketId, into: randomUUID() }),
      () => api.setTags({ ticketId, tags: ['mine'] }),
      () => api.updateTicket({ ticketId, title: 'Mine now' }),
      () => api.resolveTicket({ ticketId }),
      () => api.listAttachments({ ticketId }),
      () => api.listTimeline({ ticketId }),
    ])
      await expect(attempt()).rejects.toMatchObject(gone);
  }
  expect(await see(place.manager)).toEqual(before);
});

test('what staff do is not for residents, nor the board of another building', async () => {
  const { t, place } = w;
  const { buildingId } = place;
  const denied = { code: 'permission_denied' };
  await expect(t.as(place.resident).ticket.resolveTicket({ ticketId })).rejects.toMatchObject(denied);
  for (const user of [place.resident, place.stranger]) {
    const api = t.as(user).ticket;
    await expect(api.listBoard({ buildingId })).rejects.toMatchObject(denied);
    await expect(api.exportTickets({ buildingId })).rejects.toMatchObject(denied);
    await expect(api.countTickets({ buildingId })).rejects.toMatchObject(denied);
    await expect(api.changeTickets({ buildingId, ticketIds: [ticketId], action: 'close' })).rejects.toMatchObject(
      denied,
    );
  }
  const both = t.person(`manager@building:${randomUUID()}`, `resident@building:${buildingId}`);
  await expect(t.as(both).ticket.resolveTicket({ ticketId })).rejects.toMatchObject({ code: 'not_found' });
});

test('somebody who sees a ticket without being staff there cannot do the work of staff', async () => {
  const { t, place } = w;
  const elsewhere: User = { ...place.resident, grants: [...place.resident.grants, ...place.stranger.grants] };
  await expect(t.as(elsewhere).ticket.resolveTicket({ ticketId })).rejects.toMatchObject({ code: 'permission_denied' });
});

test('a home shares its tickets, but a new tenant does not read those of the one before', async () => {
  const { t, place } = w;
  const partner = await movesIn(place.unitId);
  expect(await mine(partner)).toEqual([ticketId]);
  expect(await see(partner)).toMatchObject({ id: ticketId });
  await movesOut(place.resident, place.unitId);
  const tenant = await movesIn(place.unitId);
  await expect(see(tenant)).rejects.toMatchObject({ code: 'not_found' });
  expect(await mine(tenant)).toEqual([]);
  // Whoever opened it still reads it; staff's new tickets about the home are the tenant's to see.
  expect(await mine(place.resident)).toEqual([ticketId]);
  const visit = await t.as(place.manager).ticket.openTicket(report(place, { title: 'Meter reading' }));
  expect(await mine(tenant)).toEqual([visit.id]);
});

test('watching shows a ticket in one list with the own ones, and ends with it', async () => {
  const { t, place } = w;
  const { id } = await t.as(place.manager).ticket.openTicket(report(place));
  const { userId } = place.neighbour;
  await t.as(place.manager).ticket.addObserver({ ticketId: id, userId });
  await t.as(place.manager).ticket.addObserver({ ticketId: id, userId });
  expect(await mine(place.neighbour)).toEqual([id]);
  expect(await see(place.neighbour, id)).toMatchObject({ observerIds: [userId] });
  await t.as(place.neighbour).ticket.addComment({ ticketId: id, text: 'I hear it too.' });
  const close = t.as(place.neighbour).ticket.closeTicket({ ticketId: id, reason: 'withdrawn' });
  await expect(close).rejects.toMatchObject({ code: 'permission_denied' });
  const other = t.as(place.neighbour).ticket.addObserver({ ticketId: id, userId: place.resident.userId });
  await expect(other).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(
    t.as(place.manager).ticket.addObserver({ ticketId: id, userId: place.stranger.userId }),
  ).rejects.toMatchObject({ extras: { reason: 'not_of_building' } });
  await t.as(place.neighbour).ticket.removeObserver({ ticketId: id, userId });
  await expect(see(place.neighbour, id)).rejects.toMatchObject({ code: 'not_found' });
  const again = t.as(place.manager).ticket.removeObserver({ ticketId: id, userId });
  await expect(again).rejects.toMatchObject({ code: 'not_found' });
  const foreign = t.as(place.manager).ticket.removeObserver({ ticketId: id, userId });
  await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
});

test('my tickets come in pages, by state and by building', async () => {
  const { t, place } = w;
  const { neighbour } = place;
  const opened: string[] = [];
  for (let count = 0; count < 5; count++) {
    const filed = report(place, { unitId: place.otherUnitId, title: `Report ${count}` });
    opened.unshift((await t.as(neighbour).ticket.openTicket(filed)).id);
  }
  await t.as(neighbour).ticket.closeTicket({ ticketId: opened[0]!, reason: 'withdrawn' });
  const first = await t.as(neighbour).ticket.listMyTickets({ limit: 3 });
  const second = await t.as(neighbour).ticket.listMyTickets({ limit: 3, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(opened);
  expect(second.nextCursor).toBeNull();
  expect(await mine(neighbour, { state: 'closed' })).toEqual([opened[0]]);
  expect(await mine(neighbour, { state: 'active' })).toEqual(opened.slice(1));
  expect(await mine(neighbour, { buildingId: randomUUID() })).toEqual([]);
  await expect(mine(neighbour, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_cursor' });
});
