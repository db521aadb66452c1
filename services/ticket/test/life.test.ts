import { afterAll, beforeAll, expect, test } from 'vitest';
import { userRoleChanged } from '#services/iam/events';
import { ticketAssigned, ticketClosed, ticketCreated, ticketStatusChanged } from '../events.ts';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

test('a ticket goes from the report to the confirmed solution, and every step is told', async () => {
  const { t, place } = w;
  const [resident, manager, support] = [t.as(place.resident), t.as(place.manager), t.as(place.support)];
  const opened = await resident.ticket.openTicket(report(place, { urgent: true }));
  expect(opened).toMatchObject({ status: 'open', unitLabel: 'A-1', openedBy: place.resident.userId, version: 1 });
  expect(opened.reference).toMatch(/^B\d+-2026-\d{6}$/);
  const ticketId = opened.id;
  const assigneeId = place.support.userId;
  expect(await manager.ticket.assignTicket({ ticketId, assigneeId })).toMatchObject({ status: 'assigned', assigneeId });
  expect(await support.ticket.startWork({ ticketId })).toMatchObject({ status: 'in_progress' });
  await support.ticket.askResident({ ticketId, question: 'Which radiator?' });
  expect(await resident.ticket.getTicket({ ticketId })).toMatchObject({ status: 'waiting_for_resident' });
  await resident.ticket.answerQuestion({ ticketId, answer: 'The one in the kitchen.' });
  expect(await support.ticket.resolveTicket({ ticketId, note: 'Valve replaced.' })).toMatchObject({
    status: 'resolved',
  });
  const closed = await resident.ticket.closeTicket({ ticketId });
  expect(closed).toMatchObject({ status: 'closed', closeReason: 'solved', version: 7 });

  const { timeline } = await resident.ticket.getTicket({ ticketId });
  expect(timeline.items.toReversed().map(entry => entry.to ?? entry.text ?? entry.kind)).toEqual([
    'open',
    'assigned',
    'assigned',
    'in_progress',
    'Which radiator?',
    'waiting_for_resident',
    'The one in the kitchen.',
    'in_progress',
    'Valve replaced.',
    'resolved',
    'closed',
  ]);
  await t.settle();
  const told = t.published().filter(({ subject }) => subject === ticketId);
  expect(told.map(({ type, data }) => (type === ticketStatusChanged.type ? data.to : type))).toEqual([
    ticketCreated.type,
    'assigned',
    ticketAssigned.type,
    'in_progress',
    'waiting_for_resident',
    'ticket.commented',
    'in_progress',
    'resolved',
    ticketClosed.type,
  ]);
  expect(told.at(-1)?.data).toMatchObject({ reason: 'solved', watchers: [place.resident.userId, assigneeId] });
});

const statusOf = async (ticketId: string) => (await w.t.as(w.place.manager).ticket.getTicket({ ticketId })).status;

/** A ticket of the resident's, resolved. */
async function resolved(): Promise<string> {
  const { id } = await w.t.as(w.place.resident).ticket.openTicket(report(w.place));
  await w.t.as(w.place.support).ticket.resolveTicket({ ticketId: id });
  return id;
}

test('a step that the state does not allow is refused and changes nothing', async () => {
  const { t, place } = w;
  const { id: ticketId } = await t.as(place.resident).ticket.openTicket(report(place));
  const staff = t.as(place.support).ticket;
  const wrong = { code: 'failed_precondition', extras: { reason: 'wrong_status' } };
  await expect(staff.startWork({ ticketId })).rejects.toMatchObject(wrong);
  await expect(t.as(place.resident).ticket.answerQuestion({ ticketId, answer: 'Yes' })).rejects.toMatchObject(wrong);
  await expect(t.as(place.resident).ticket.reopenTicket({ ticketId, reason: 'No' })).rejects.toMatchObject(wrong);
  await expect(t.as(place.resident).ticket.closeTicket({ ticketId })).rejects.toMatchObject(wrong);
  expect(await staff.getTicket({ ticketId })).toMatchObject({ status: 'open', version: 1 });
});

test('a report can be withdrawn, and staff can close what nobody resolved first', async () => {
  const { t, place } = w;
  const first = await t.as(place.resident).ticket.openTicket(report(place));
  const withdrawn = await t.as(place.resident).ticket.closeTicket({ ticketId: first.id, reason: 'withdrawn' });
  expect(withdrawn).toMatchObject({ status: 'closed', closeReason: 'withdrawn', resolvedAt: null });
  const second = await t.as(place.resident).ticket.openTicket(report(place));
  const closed = await t.as(place.support).ticket.closeTicket({ ticketId: second.id });
  expect(closed).toMatchObject({ status: 'closed', closeReason: 'solved', resolvedAt: expect.any(String) });
});

test('the household reopens what is not solved, but only for some days', async () => {
  const { t, place } = w;
  const ticketId = await resolved();
  const reopened = await t.as(place.resident).ticket.reopenTicket({ ticketId, reason: 'It drips again.' });
  expect(reopened).toMatchObject({ status: 'open', resolvedAt: null, closedAt: null, closeReason: null });
  await t.as(place.support).ticket.resolveTicket({ ticketId });
  await t.advance('8 days');
  expect(await statusOf(ticketId)).toBe('closed');
  await t.as(place.resident).ticket.reopenTicket({ ticketId, reason: 'And again.' });
  await t.as(place.support).ticket.resolveTicket({ ticketId });
  await t.advance('15 days');
  const late = t.as(place.resident).ticket.reopenTicket({ ticketId, reason: 'Still.' });
  await expect(late).rejects.toMatchObject({ extras: { reason: 'reopen_window_over' } });
  expect(await t.as(place.support).ticket.reopenTicket({ ticketId, reason: 'Seen it.' })).toMatchObject({
    status: 'open',
  });
});

test('a reopened ticket goes back to who cared for it, unless that person has left', async () => {
  const { t, place } = w;
  const { id: ticketId } = await t.as(place.resident).ticket.openTicket(report(place));
  const leaver = t.person().userId;
  const scope = `building:${place.buildingId}`;
  await t.deliver(userRoleChanged, { userId: leaver, role: 'support', scope, change: 'granted' });
  await t.as(place.manager).ticket.assignTicket({ ticketId, assigneeId: leaver });
  await t.as(place.support).ticket.resolveTicket({ ticketId });
  const again = await t.as(place.resident).ticket.reopenTicket({ ticketId, reason: 'Cold again.' });
  expect(again).toMatchObject({ status: 'assigned', assigneeId: leaver });
  await t.as(place.support).ticket.resolveTicket({ ticketId });
  await t.deliver(userRoleChanged, { userId: leaver, role: 'support', scope, change: 'revoked' });
  const alone = await t.as(place.resident).ticket.reopenTicket({ ticketId, reason: 'Cold once more.' });
  expect(alone).toMatchObject({ status: 'open', assigneeId: null });
});

test('a resolved ticket closes by itself after seven days, once', async () => {
  const { t, place } = w;
  const ticketId = await resolved();
  await t.advance('6 days');
  expect(await statusOf(ticketId)).toBe('resolved');
  await t.advance('25 hours');
  expect(await t.as(place.manager).ticket.getTicket({ ticketId })).toMatchObject({
    status: 'closed',
    closeReason: 'auto_closed',
  });
  await t.advance('1 day');
  const told = t.published(ticketClosed).filter(({ subject }) => subject === ticketId);
  expect(told.map(({ data }) => data.reason)).toEqual(['auto_closed']);
});
