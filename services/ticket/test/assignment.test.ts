import { afterAll, beforeAll, expect, test } from 'vitest';
import { userRoleChanged } from '#services/iam/events';
import { ticketAssigned } from '../events.ts';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const open = async () => (await w.t.as(w.place.resident).ticket.openTicket(report(w.place))).id;

test('of staff who assign one ticket at once on the version they saw, one wins', async () => {
  const { t, place } = w;
  const ticketId = await open();
  const people = Array.from({ length: 6 }, (_, index) => (index % 2 ? place.manager : place.support));
  const attempts = await Promise.allSettled(
    people.map(user => t.as(user).ticket.assignTicket({ ticketId, assigneeId: user.userId, expectedVersion: 1 })),
  );
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const attempt of attempts)
    if (attempt.status === 'rejected')
      expect(attempt.reason).toMatchObject({ code: 'version_mismatch', extras: { details: { version: 2 } } });
  const rows = await t.db('ticket').many({})`select from assignments where ticket_id = ${ticketId}`;
  expect(rows).toHaveLength(1);
});

test('whoever does the work is kept apart from whoever cares for it', async () => {
  const { t, place } = w;
  const ticketId = await open();
  const [assigneeId, executorId] = [place.manager.userId, place.support.userId];
  const staff = t.as(place.manager).ticket;
  expect(await staff.assignTicket({ ticketId, assigneeId, executorId })).toMatchObject({ assigneeId, executorId });
  expect(await staff.assignTicket({ ticketId, assigneeId: executorId })).toMatchObject({
    assigneeId: executorId,
    executorId,
  });
  const given = await staff.assignTicket({ ticketId, assigneeId: null });
  expect(given).toMatchObject({ status: 'open', assigneeId: null, executorId: null });
  const same = await staff.assignTicket({ ticketId, assigneeId: null });
  expect(same.status).toBe('open');
  await expect(staff.assignTicket({ ticketId, assigneeId: null, executorId })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  const { timeline } = await staff.getTicket({ ticketId });
  const given1 = timeline.items.filter(({ kind }) => kind === 'assigned').map(({ details }) => details);
  expect(given1.at(-1)).toEqual({ assigneeId, executorId });
});

test('a ticket is only given to people of the building, and only while there is something to do', async () => {
  const { t, place } = w;
  const ticketId = await open();
  const staff = t.as(place.manager).ticket;
  for (const { userId } of [place.resident, place.stranger])
    await expect(staff.assignTicket({ ticketId, assigneeId: userId })).rejects.toMatchObject({
      extras: { reason: 'not_staff' },
    });
  await staff.resolveTicket({ ticketId });
  await expect(staff.assignTicket({ ticketId, assigneeId: place.support.userId })).rejects.toMatchObject({
    extras: { reason: 'wrong_status' },
  });
});

test('support of the whole platform may be given tickets of any building', async () => {
  const { t, place } = w;
  const { userId } = t.person('support@platform');
  await t.deliver(userRoleChanged, { userId, role: 'support', scope: 'platform', change: 'granted' });
  const assigned = await t.as(place.manager).ticket.assignTicket({ ticketId: await open(), assigneeId: userId });
  expect(assigned.assigneeId).toBe(userId);
  const { items } = await t.as(place.manager).ticket.listAssignees({ buildingId: place.buildingId });
  expect(items).toContainEqual({ userId, name: userId.slice(0, 8), roles: ['support'], activeTickets: 1 });
});

test('those who can be given tickets are listed without names while iam is away', async () => {
  const { t, place, peers } = w;
  peers.iamDown = true;
  const { items } = await t.as(place.manager).ticket.listAssignees({ buildingId: place.buildingId });
  peers.iamDown = false;
  expect(items.map(({ userId, name }) => ({ userId, name }))).toContainEqual({
    userId: place.support.userId,
    name: null,
  });
});

test('tickets of somebody who loses the role go back to the board, also when it is told twice', async () => {
  const { t, place } = w;
  const { userId } = t.person();
  const scope = `building:${place.buildingId}`;
  const roleOf = (change: 'granted' | 'revoked', role: 'manager' | 'support') =>
    t.deliver(userRoleChanged, { userId, role, scope, change });
  await roleOf('granted', 'support');
  await roleOf('granted', 'manager');
  const [cared, worked, done] = [await open(), await open(), await open()];
  const staff = t.as(place.manager).ticket;
  await staff.assignTicket({ ticketId: cared, assigneeId: userId });
  await staff.assignTicket({ ticketId: worked, assigneeId: place.support.userId, executorId: userId });
  await staff.assignTicket({ ticketId: done, assigneeId: userId });
  await staff.resolveTicket({ ticketId: done });
  await roleOf('revoked', 'support');
  expect((await staff.getTicket({ ticketId: cared })).assigneeId).toBe(userId);
  await roleOf('revoked', 'manager');
  await t.redeliver();
  expect(await staff.getTicket({ ticketId: cared })).toMatchObject({ status: 'open', assigneeId: null });
  expect(await staff.getTicket({ ticketId: worked })).toMatchObject({
    assigneeId: place.support.userId,
    executorId: null,
  });
  expect(await staff.getTicket({ ticketId: done })).toMatchObject({ status: 'resolved', assigneeId: userId });
  const told = t.published(ticketAssigned).filter(({ subject }) => subject === cared);
  expect(told.map(({ data }) => data.assigneeId)).toEqual([userId, null]);
});

test('roles that have nothing to do with tickets are passed by', async () => {
  const { t, place } = w;
  const { userId } = t.person();
  await t.deliver(userRoleChanged, { userId, role: 'vendor', scope: 'vendor:1', change: 'granted' });
  await t.deliver(userRoleChanged, { userId, role: 'support', scope: 'vendor:1', change: 'granted' });
  const { items } = await t.as(place.manager).ticket.listAssignees({ buildingId: place.buildingId });
  expect(items.map(item => item.userId)).not.toContain(userId);
});
