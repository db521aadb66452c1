import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());
// Every test begins on a Monday at ten in Berlin.
afterEach(async () => {
  const [days, ms] = [new Date(w.t.clock.epochMs()).getUTCDay(), w.t.clock.epochMs() % 86_400_000];
  await w.t.advance(`${((8 - days) % 7 || 7) * 86_400_000 - ms + 9 * 3_600_000}ms`);
});

const hours = (count: number) => `${count} hours` as const;

/** The clocks of a ticket by name, as staff see them. */
async function clocksOf(ticketId: string) {
  const { clocks } = await w.t.as(w.place.manager).ticket.getTicket({ ticketId });
  return Object.fromEntries(clocks.map(clock => [clock.clock, clock]));
}

const minutesFrom = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

// Heating promises a response in 4 working hours, updates every 20, a solution in 50; urgent 1, 4 and 10.
test('the clocks run on the calendar of the building', async () => {
  const { t, place } = w;
  const opened = await t.as(place.resident).ticket.openTicket(report(place));
  const { first_response, update, solution } = await clocksOf(opened.id);
  expect(first_response).toMatchObject({
    state: 'running',
    targetMinutes: 240,
    dueAt: minutesFrom(opened.openedAt, 240),
  });
  expect(update).toMatchObject({ state: 'not_started', dueAt: null });
  // Five days of ten hours, from Monday at ten to the same time next Monday.
  expect(solution).toMatchObject({ state: 'running', dueAt: minutesFrom(opened.openedAt, 7 * 24 * 60) });
  await t.advance(hours(24));
  expect(await clocksOf(opened.id)).toMatchObject({ solution: { usedMinutes: 600 } });
});

test('the clocks stand still while the resident is asked', async () => {
  const { t, place } = w;
  const { id: ticketId, openedAt } = await t.as(place.resident).ticket.openTicket(report(place, { urgent: true }));
  await t.as(place.support).ticket.askResident({ ticketId, question: 'Which radiator?' });
  await t.advance('2 days');
  const asked = await t.as(place.support).ticket.getTicket({ ticketId });
  expect(asked).toMatchObject({ breached: false, dueAt: null });
  expect(asked.clocks.map(({ state }) => state)).toEqual(['stopped', 'not_started', 'paused']);
  await t.as(place.resident).ticket.answerQuestion({ ticketId, answer: 'The one in the kitchen.' });
  const { dueAt } = await t.as(place.resident).ticket.getTicket({ ticketId });
  // Ten working hours from the answer, less the instant before the question: two days later than without it.
  expect(Date.parse(dueAt!) - Date.parse(openedAt)).toBeGreaterThan(3 * 86_400_000 - 1_000);
});

test('another category changes the promise and keeps the pause that has accumulated', async () => {
  const { t, place } = w;
  const resident = t.as(place.resident).ticket;
  const { id: ticketId, openedAt } = await resident.openTicket(report(place));
  await t.as(place.support).ticket.askResident({ ticketId, question: 'Which radiator?' });
  await t.advance(hours(24));
  await resident.answerQuestion({ ticketId, answer: 'All of them.' });
  const before = (await clocksOf(ticketId)).solution!;
  const categoryId = place.category('Leak');
  const changed = await t.as(place.support).ticket.updateTicket({ ticketId, categoryId });
  expect(changed).toMatchObject({ categoryId });
  const after = (await clocksOf(ticketId)).solution!;
  expect(after).toMatchObject({ targetMinutes: 600, usedMinutes: before.usedMinutes });
  // A day of work instead of five, and the day of the question still does not count.
  const lateMs = Date.parse(after.dueAt!) - Date.parse(openedAt);
  expect(Math.round(lateMs / 60_000)).toBe(2 * 24 * 60);
  await t.as(place.support).ticket.updateTicket({ ticketId, categoryId: place.category('Heating') });
  expect((await clocksOf(ticketId)).solution).toMatchObject({ targetMinutes: 3_000, dueAt: before.dueAt });
});

test('urgency changes the promise as a category does', async () => {
  const { t, place } = w;
  const { id: ticketId } = await t.as(place.resident).ticket.openTicket(report(place));
  await t.as(place.manager).ticket.updateTicket({ ticketId, urgent: true });
  expect(await clocksOf(ticketId)).toMatchObject({
    first_response: { targetMinutes: 60 },
    solution: { targetMinutes: 600 },
  });
  const same = await t.as(place.manager).ticket.updateTicket({ ticketId, urgent: true });
  expect(same.version).toBe(2);
});

test('no clock runs after the resolution, and a reopened ticket goes on from what it had counted', async () => {
  const { t, place } = w;
  const { id: ticketId } = await t.as(place.resident).ticket.openTicket(report(place));
  await t.advance(hours(2));
  await t.as(place.support).ticket.resolveTicket({ ticketId });
  await t.advance('2 days');
  const stopped = await clocksOf(ticketId);
  expect(Object.values(stopped).map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped']);
  expect(stopped.solution).toMatchObject({ usedMinutes: 120, breachedAt: null });
  await t.as(place.resident).ticket.reopenTicket({ ticketId, reason: 'Cold again.' });
  await t.advance(hours(1));
  expect(await clocksOf(ticketId)).toMatchObject({
    first_response: { state: 'stopped' },
    update: { state: 'running', usedMinutes: 60 },
    solution: { state: 'running', usedMinutes: 180 },
  });
});

test('only what staff tell the household counts as a response', async () => {
  const { t, place } = w;
  const { id: ticketId } = await t.as(place.resident).ticket.openTicket(report(place));
  const staff = t.as(place.support).ticket;
  await staff.addComment({ ticketId, text: 'Call the plumber.', internal: true });
  await staff.assignTicket({ ticketId, assigneeId: place.support.userId });
  await t.as(place.resident).ticket.addComment({ ticketId, text: 'Any news?' });
  expect(await clocksOf(ticketId)).toMatchObject({
    first_response: { state: 'running' },
    update: { state: 'not_started' },
  });
  await staff.addComment({ ticketId, text: 'The plumber comes tomorrow.' });
  expect(await clocksOf(ticketId)).toMatchObject({
    first_response: { state: 'stopped' },
    update: { state: 'running' },
  });
});

test('the calendar is asked for every few minutes, and an old one holds while building is away', async () => {
  const { t, place, peers } = w;
  const resident = t.as(place.resident).ticket;
  const officeHours = peers.hours;
  peers.hours = [{ weekday: 1, from: '10:00', to: '11:00' }];
  await t.advance('6m');
  const short = await resident.openTicket(report(place, { urgent: true }));
  // Ten working hours of which there is one a week.
  expect(Date.parse(short.dueAt!) - Date.parse(short.openedAt)).toBeGreaterThan(8 * 7 * 86_400_000);
  peers.calendarDown = true;
  await t.advance('1 hour');
  expect((await resident.openTicket(report(place))).dueAt).not.toBeNull();
  peers.calendarDown = false;
  peers.hours = officeHours;
  await t.advance('6m');
  await resident.openTicket(report(place));
  expect(
    await t.ctx('ticket').db.many({})`select from calendars where hours = ${JSON.stringify(officeHours)}::jsonb`,
  ).toHaveLength(1);
});
