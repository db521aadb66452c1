import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildingCreated } from '#services/building/events';
import { ticketClosed } from '../events.ts';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const open = async (user = w.place.resident, more: object = {}) =>
  (await w.t.as(user).ticket.openTicket(report(w.place, more))).id;
const merge = (ticketId: string, into: string) => w.t.as(w.place.support).ticket.mergeTicket({ ticketId, into });

test('a duplicate closes, and those who followed it follow the other', async () => {
  const { t, place } = w;
  const hall = { unitId: undefined, place: { text: 'Hall' }, fileIds: [randomUUID()] };
  const [target, duplicate] = [await open(), await open(place.neighbour, hall)];
  await t.as(place.neighbour).ticket.addComment({ ticketId: duplicate, text: 'It is wet here.' });
  const merged = await merge(duplicate, target);
  expect(merged).toMatchObject({ status: 'closed', closeReason: 'duplicate', mergedInto: target, resolvedAt: null });
  const shown = await t.as(place.support).ticket.getTicket({ ticketId: target });
  expect(shown.observerIds).toEqual([place.neighbour.userId]);
  expect(shown.timeline.items.map(({ kind, ticketId }) => [kind, ticketId])).toEqual([
    ['merged', target],
    ['comment', duplicate],
    ['opened', target],
  ]);
  const files = await t.as(place.support).ticket.listAttachments({ ticketId: target });
  expect(files.items.map(({ ticketId }) => ticketId)).toEqual([duplicate]);
  // The other household does not read what the neighbour wrote.
  const asResident = await t.as(place.resident).ticket.getTicket({ ticketId: target });
  expect(asResident.timeline.items.map(({ kind }) => kind)).toEqual(['merged', 'opened']);
  await t.settle();
  const told = t.published(ticketClosed).find(({ subject }) => subject === duplicate);
  expect(told?.data).toMatchObject({ reason: 'duplicate', mergedInto: target });
});

test('of two tickets merged into each other at once, one is merged', async () => {
  for (let round = 0; round < 5; round++) {
    const [a, b] = [await open(), await open()];
    const results = await Promise.allSettled([merge(a, b), merge(b, a)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ code: 'failed_precondition' });
  }
});

test('no ring comes of three merges at once, and a chain leads straight to its end', async () => {
  const { t, place } = w;
  const [a, b, c] = [await open(), await open(), await open()];
  await merge(a, b);
  await merge(b, c);
  const shown = await t.as(place.support).ticket.getTicket({ ticketId: a });
  expect(shown.mergedInto).toBe(c);
  const ring = [await open(), await open(), await open()];
  await Promise.allSettled(ring.map((id, index) => merge(id, ring[(index + 1) % 3]!)));
  const ends = await t.db('ticket').many({})`
    select from tickets where id = any(${ring}::uuid[]) and merged_into is null`;
  expect(ends).toHaveLength(1);
});

/** A ticket of another building. */
async function openElsewhere(): Promise<string> {
  const buildingId = randomUUID();
  await w.t.deliver(buildingCreated, { buildingId, createdBy: null });
  const managing = w.t.as(w.t.person(`manager@building:${buildingId}`)).ticket;
  const { items } = await managing.listCategories({ buildingId });
  const categoryId = items.find(({ name }) => name === 'Heating')!.id;
  const place = { entranceId: null, floorId: null, text: 'cellar' };
  return (await managing.openTicket({ buildingId, categoryId, title: 'The cellar is cold', place })).id;
}

test('a ticket is not merged into itself, a closed one, an unknown one or one elsewhere', async () => {
  const { t, place } = w;
  const [ticketId, closed] = [await open(), await open()];
  await t.as(place.support).ticket.closeTicket({ ticketId: closed });
  await expect(merge(ticketId, ticketId)).rejects.toMatchObject({ code: 'invalid_argument' });
  await expect(merge(ticketId, ticketId.toUpperCase())).rejects.toMatchObject({ code: 'invalid_argument' });
  await expect(merge(ticketId, closed)).rejects.toMatchObject({ extras: { reason: 'target_closed' } });
  await expect(merge(ticketId, randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  await expect(merge(ticketId, await openElsewhere())).rejects.toMatchObject({ code: 'not_found' });
  await expect(merge(closed, ticketId)).rejects.toMatchObject({ extras: { reason: 'wrong_status' } });
  const stale = t.as(place.support).ticket.mergeTicket({ ticketId, into: await open(), expectedVersion: 9 });
  await expect(stale).rejects.toMatchObject({ code: 'version_mismatch' });
});

test('a merged ticket stays merged: nobody reopens it or writes on it', async () => {
  const { t, place } = w;
  const [target, duplicate] = [await open(), await open()];
  await merge(duplicate, target);
  const resident = t.as(place.resident).ticket;
  await expect(resident.reopenTicket({ ticketId: duplicate, reason: 'No' })).rejects.toMatchObject({
    extras: { reason: 'merged' },
  });
  await expect(resident.addComment({ ticketId: duplicate, text: 'No' })).rejects.toThrow('merged into another');
});
