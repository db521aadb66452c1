import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { incidentOpened, incidentResolved } from '../events.ts';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const staff = () => w.t.as(w.place.support).ticket;
const open = async (more: object = {}) => (await w.t.as(w.place.resident).ticket.openTicket(report(w.place, more))).id;
const incident = (more: object = {}) =>
  staff().openIncident({ buildingId: w.place.buildingId, title: 'The lift is out of order', ...more });
const statesOf = async (ticketId: string) =>
  (await staff().getTicket({ ticketId })).clocks.map(({ state }) => state).filter(state => state !== 'not_started');

test('an incident holds its tickets, tells the affected floors, and solves them all', async () => {
  const { t, place } = w;
  const { buildingId, entranceId, floorId } = place;
  const resourceIds = [randomUUID()];
  const [first, second] = [await open({ urgent: true }), await open({ urgent: true })];
  await t.advance('30m');
  const opened = await incident({ entranceIds: [entranceId], floorIds: [floorId], resourceIds, ticketIds: [first] });
  expect(opened).toMatchObject({ status: 'open', ticketCount: 1, openedBy: place.support.userId });
  const incidentId = opened.id;
  expect(await staff().linkTickets({ incidentId, ticketIds: [second, first] })).toMatchObject({ ticketCount: 2 });
  expect([await statesOf(first), await statesOf(second)]).toEqual([
    ['paused', 'paused'],
    ['paused', 'paused'],
  ]);
  await t.advance('5 days');
  expect(await staff().getTicket({ ticketId: first })).toMatchObject({ breached: false, incidentId, status: 'open' });
  const resolved = await staff().resolveIncident({ incidentId, note: 'A new motor is in.' });
  expect(resolved).toMatchObject({
    status: 'resolved',
    resolution: 'A new motor is in.',
    resolvedBy: place.support.userId,
  });
  const { tickets } = await staff().getIncident({ incidentId });
  expect(tickets.map(({ id, status }) => [id, status])).toEqual([
    [first, 'resolved'],
    [second, 'resolved'],
  ]);
  const { timeline } = await t.as(place.resident).ticket.getTicket({ ticketId: first });
  expect(timeline.items.map(({ text }) => text)).toContain('A new motor is in.');
  await t.settle();
  const about = { incidentId, buildingId, entranceIds: [entranceId], floorIds: [floorId], resourceIds };
  expect(t.published(incidentOpened).at(-1)?.data).toMatchObject(about);
  expect(t.published(incidentResolved).at(-1)?.data).toMatchObject(about);
});

test('a held ticket that the household is asked about stays paused until both are over', async () => {
  const { t, place } = w;
  const ticketId = await open();
  const { id: incidentId } = await incident({ ticketIds: [ticketId] });
  await staff().askResident({ ticketId, question: 'Can you use the stairs?' });
  await t.as(place.resident).ticket.answerQuestion({ ticketId, answer: 'No.' });
  expect(await statesOf(ticketId)).toEqual(['stopped', 'paused']);
  await staff().unlinkTicket({ incidentId, ticketId });
  expect(await statesOf(ticketId)).toEqual(['stopped', 'running', 'running']);
  await expect(staff().unlinkTicket({ incidentId, ticketId })).rejects.toMatchObject({ code: 'not_found' });
});

test('a ticket that was closed meanwhile stays closed when the incident is resolved', async () => {
  const { t, place } = w;
  const [closed, merged, target] = [await open(), await open(), await open()];
  const { id: incidentId } = await incident({ ticketIds: [closed, merged, target] });
  await t.as(place.resident).ticket.closeTicket({ ticketId: closed, reason: 'withdrawn' });
  await staff().mergeTicket({ ticketId: merged, into: target });
  await staff().resolveIncident({ incidentId });
  const { tickets } = await staff().getIncident({ incidentId });
  expect(tickets.map(({ closeReason, status }) => closeReason ?? status)).toEqual([
    'withdrawn',
    'duplicate',
    'resolved',
  ]);
  const again = await t.as(place.resident).ticket.reopenTicket({ ticketId: target, reason: 'It stands again.' });
  expect(await statesOf(again.id)).toEqual(['stopped', 'running', 'running']);
});

test('an incident takes all of the tickets or none', async () => {
  const { t, place } = w;
  const [fine, solved, taken] = [await open(), await open(), await open()];
  await staff().resolveTicket({ ticketId: solved });
  await incident({ ticketIds: [taken] });
  await expect(incident({ ticketIds: [fine, solved] })).rejects.toMatchObject({ extras: { reason: 'wrong_status' } });
  await expect(incident({ ticketIds: [fine, taken] })).rejects.toMatchObject({ extras: { reason: 'other_incident' } });
  await expect(incident({ ticketIds: [fine, randomUUID()] })).rejects.toMatchObject({ code: 'not_found' });
  await expect(incident({ entranceIds: [randomUUID()] })).rejects.toMatchObject({ code: 'not_found' });
  await expect(incident({ assetId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  expect((await staff().getTicket({ ticketId: fine })).incidentId).toBeNull();
  expect(
    (await t.as(place.resident).ticket.listIncidents({ buildingId: place.buildingId, status: 'open' })).items.length,
  ).toBe(2);
});

test('of those who resolve an incident at once one does, and no ticket joins it after', async () => {
  const { t } = w;
  const ticketId = await open();
  const { id: incidentId } = await incident();
  const results = await Promise.allSettled([
    ...Array.from({ length: 4 }, () => staff().resolveIncident({ incidentId })),
    staff().linkTickets({ incidentId, ticketIds: [ticketId] }),
  ]);
  expect(results.slice(0, 4).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await t.settle();
  expect(t.published(incidentResolved).filter(({ subject }) => subject === incidentId)).toHaveLength(1);
  // Either it joined before and was resolved with it, or it never joined.
  const { status, incidentId: joined } = await staff().getTicket({ ticketId });
  expect([status, joined]).toEqual(joined === null ? ['open', null] : ['resolved', incidentId]);
  await expect(staff().resolveIncident({ incidentId })).rejects.toMatchObject({ extras: { reason: 'resolved' } });
});

test('an incident is for staff of its building, its list for all who live there', async () => {
  const { t, place } = w;
  const { buildingId } = place;
  const { id: incidentId } = await incident();
  await expect(t.as(place.stranger).ticket.getIncident({ incidentId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(t.as(place.resident).ticket.resolveIncident({ incidentId })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  await expect(t.as(place.stranger).ticket.listIncidents({ buildingId })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  const first = await t.as(place.resident).ticket.listIncidents({ buildingId, limit: 1 });
  expect(first.items[0]?.id).toBe(incidentId);
  const second = await t.as(place.resident).ticket.listIncidents({ buildingId, limit: 1, cursor: first.nextCursor! });
  expect(second.items[0]?.id).not.toBe(incidentId);
});
