import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { userRoleChanged } from '#services/iam/events';
import {
  ticketAssigned,
  ticketClosed,
  ticketCommented,
  ticketCreated,
  ticketSlaBreached,
  ticketSlaWarning,
  ticketStatusChanged,
} from '#services/ticket/events';
import { type Town, town } from './town.ts';

let home: Town;
const buildingId = randomUUID();
let resident: ReturnType<Town['person']>;
let manager: ReturnType<Town['person']>;
let support: ReturnType<Town['person']>;

beforeAll(async () => {
  home = await town();
  resident = home.person({ name: 'Ada' });
  manager = home.person({ name: 'Max', locale: 'de' });
  support = home.person({ name: 'Sam' });
  const scope = `building:${buildingId}`;
  await home.t.deliver(userRoleChanged, { userId: manager.userId, role: 'manager', scope, change: 'granted' });
  await home.t.deliver(userRoleChanged, { userId: support.userId, role: 'support', scope, change: 'granted' });
});
afterAll(() => home.t.close());

const about = (more: { watchers?: string[]; by?: string | null; title?: string } = {}) => ({
  ticketId: randomUUID(),
  buildingId,
  unitId: null,
  title: 'The radiator stays cold',
  watchers: [resident.userId, support.userId],
  by: null,
  ...more,
});

/** What each of the three was told since the last look, by title. */
async function told() {
  const found: Record<string, string[]> = {};
  for (const [name, person] of Object.entries({ resident, manager, support })) {
    found[name] = (await home.inApp(person)).map(item => item.type);
    for (const { id } of await home.inApp(person))
      await home.t.as(person).notification.deleteNotification({ notificationId: id });
  }
  return found;
}

test('a report reaches the managers in their language, in the app and by e-mail, and not its author', async () => {
  const data = about({ watchers: [resident.userId], by: resident.userId });
  await home.t.deliver(ticketCreated, { ...data, openedBy: resident.userId, categoryId: randomUUID(), urgent: true });
  expect(await home.inApp(resident)).toEqual([]);
  const [shown] = await home.inApp(manager);
  expect(shown).toMatchObject({
    type: 'ticket.created',
    title: 'Dringend: Neue Meldung: The radiator stays cold',
    link: `/tickets/${data.ticketId}`,
    readAt: null,
  });
  const [mail] = await home.mailbox(manager.userId);
  expect(mail).toMatchObject({ channel: 'email', recipient: manager.email, subject: shown!.title });
  expect(mail!.text).toContain('Guten Tag Max,');
  expect(mail!.text).toContain(`http://agora.test/tickets/${data.ticketId}`);
  expect(await told()).toEqual({ resident: [], manager: ['ticket.created'], support: [] });
});

test('events of a ticket reach those who follow it, and never the one who did it', async () => {
  await home.t.deliver(ticketAssigned, {
    ...about({ watchers: [resident.userId], by: manager.userId }),
    assigneeId: support.userId,
    executorId: manager.userId,
  });
  expect(await told()).toEqual({ resident: ['ticket.assigned'], manager: [], support: ['ticket.assigned'] });

  await home.t.deliver(ticketAssigned, { ...about(), assigneeId: null, executorId: null });
  expect(await told()).toEqual({ resident: [], manager: [], support: [] });

  const closed = { ...about({ by: resident.userId }), reason: 'withdrawn' as const, mergedInto: null };
  await home.t.deliver(ticketClosed, closed);
  expect(await told()).toEqual({ resident: [], manager: [], support: ['ticket.closed'] });
});

test.each([
  ['in_progress', 'waiting_for_resident', 'ticket.question_asked'],
  ['in_progress', 'resolved', 'ticket.resolved'],
  ['assigned', 'in_progress', 'ticket.progressed'],
  ['resolved', 'open', 'ticket.progressed'],
] as const)('a change from %s to %s is told as %s', async (from, to, type) => {
  const data = { ...about({ by: support.userId }), from, to, openedBy: resident.userId };
  await home.t.deliver(ticketStatusChanged, data);
  expect(await told()).toEqual({ resident: [type], manager: [], support: [] });
});

test.each([
  ['open', 'assigned'],
  ['waiting_for_resident', 'in_progress'],
  ['resolved', 'closed'],
] as const)('a change from %s to %s is left to the event of its own', async (from, to) => {
  await home.t.deliver(ticketStatusChanged, { ...about(), from, to, openedBy: resident.userId });
  expect(await told()).toEqual({ resident: [], manager: [], support: [] });
});

test('an internal note stays among the staff', async () => {
  const data = { ...about({ by: manager.userId }), commentId: randomUUID() };
  await home.t.deliver(ticketCommented, { ...data, internal: true });
  expect(await told()).toEqual({ resident: [], manager: [], support: ['ticket.commented'] });
  await home.t.deliver(ticketCommented, { ...data, internal: false });
  expect(await told()).toEqual({ resident: ['ticket.commented'], manager: [], support: ['ticket.commented'] });
});

test('a clock running out concerns those who work on the ticket, else the managers', async () => {
  const clock = { clock: 'solution' as const, dueAt: '2026-03-02T15:00:00.000Z' };
  await home.t.deliver(ticketSlaWarning, { ...about(), ...clock });
  expect(await told()).toEqual({ resident: [], manager: [], support: ['ticket.sla_warning'] });
  await home.t.deliver(ticketSlaWarning, { ...about({ watchers: [resident.userId] }), ...clock });
  expect(await told()).toEqual({ resident: [], manager: ['ticket.sla_warning'], support: [] });
  const level2 = { ...about(), ...clock, level: 2 };
  for (const escalatedTo of [manager.userId, support.userId])
    await home.t.deliver(ticketSlaBreached, { ...level2, escalatedTo });
  expect(await told()).toEqual({ resident: [], manager: ['ticket.sla_breached'], support: ['ticket.sla_breached'] });
  const level1 = { ...about({ watchers: [resident.userId] }), ...clock, level: 1, escalatedTo: null };
  await home.t.deliver(ticketSlaBreached, level1);
  expect(await told()).toEqual({ resident: [], manager: ['ticket.sla_breached'], support: [] });
});

test('every event delivered twice is told once', async () => {
  const data = about({ watchers: [resident.userId] });
  const mailsBefore = (await home.mailbox()).length;
  const clock = { clock: 'update' as const, dueAt: '2026-03-02T15:00:00.000Z' };
  await home.t.deliver(ticketCreated, { ...data, openedBy: null, categoryId: randomUUID(), urgent: false });
  await home.t.deliver(ticketAssigned, { ...data, assigneeId: resident.userId, executorId: null });
  await home.t.deliver(ticketStatusChanged, { ...data, from: 'assigned', to: 'resolved', openedBy: null });
  await home.t.deliver(ticketCommented, { ...data, commentId: randomUUID(), internal: false });
  await home.t.deliver(ticketClosed, { ...data, reason: 'solved', mergedInto: null });
  await home.t.deliver(ticketSlaWarning, { ...data, ...clock });
  await home.t.deliver(ticketSlaBreached, { ...data, ...clock, level: 1, escalatedTo: null });
  await home.t.redeliver();
  const told7 = ['ticket.created', 'ticket.assigned', 'ticket.resolved', 'ticket.commented', 'ticket.closed'];
  expect((await home.inApp(resident)).map(item => item.type).toSorted()).toEqual(told7.toSorted());
  // Five for the resident; the report and two clocks for the manager.
  expect((await home.mailbox()).length - mailsBefore).toBe(8);
});

test('a manager whose role ended hears no more', async () => {
  await told();
  const scope = `building:${buildingId}`;
  await home.t.deliver(userRoleChanged, { userId: manager.userId, role: 'manager', scope, change: 'revoked' });
  await home.t.redeliver();
  await home.t.deliver(ticketCreated, { ...about(), openedBy: null, categoryId: randomUUID(), urgent: false });
  expect((await told()).manager).toEqual([]);
});
