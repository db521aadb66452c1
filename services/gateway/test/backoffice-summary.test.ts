import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import type { Event } from '#kernel/event';
import { agora, type Harness } from '#kernel/testing/harness';
import {
  residentUnverified,
  residentVerified,
  unitAssignedToUser,
  unitVacated,
  verificationRejected,
  verificationSubmitted,
} from '#services/building/events';
import {
  ticketAssigned,
  ticketClosed,
  ticketCreated,
  ticketSlaBreached,
  ticketStatusChanged,
} from '#services/ticket/events';
import gateway from '../service.ts';
import { answers, buildingCounts, peers, reset, ticketCounts } from './peers.ts';

let t: Harness<[typeof gateway]>;
let manager: User;
const buildingId = randomUUID();

beforeAll(async () => {
  t = await agora({ services: [gateway], peers });
  manager = t.person(`manager@building:${buildingId}`);
});
afterEach(async () => {
  reset();
  t.clock.advance('1m');
});
afterAll(() => t.close());

const summary = () => t.as(manager).gateway.getBackofficeSummary({ buildingId });
/** Counts how often ticket is asked. */
function countAsks(): { times: number } {
  const asked = { times: 0 };
  answers.countTickets = async () => {
    asked.times++;
    return { ...ticketCounts, active: asked.times };
  };
  return asked;
}

test('a manager sees the counts of the building, and others do not', async () => {
  answers.countBuilding = async call => {
    expect(call.userId).toBe(manager.userId);
    return buildingCounts;
  };
  expect(await summary()).toEqual({ tickets: ticketCounts, building: buildingCounts, gaps: [] });
  for (const user of [
    t.person(),
    t.person(`manager@building:${randomUUID()}`),
    t.person(`resident@building:${buildingId}`),
  ])
    await expect(t.as(user).gateway.getBackofficeSummary({ buildingId })).rejects.toMatchObject({
      code: 'permission_denied',
    });
});

test('a part that fails is a gap', async () => {
  answers.countBuilding = async () => {
    throw new Error('broken');
  };
  expect(await summary()).toEqual({ tickets: ticketCounts, building: null, gaps: ['building'] });
});

test('it is kept for ten seconds, for each manager apart', async () => {
  const asked = countAsks();
  await summary();
  await summary();
  expect(asked.times).toBe(1);
  const other = t.person(`manager@building:${buildingId}`);
  await t.as(other).gateway.getBackofficeSummary({ buildingId });
  expect(asked.times).toBe(2);
  t.clock.advance('11s');
  await summary();
  expect(asked.times).toBe(3);
});

const ids = { ticketId: randomUUID(), unitId: randomUUID(), userId: randomUUID(), requestId: randomUUID() };
const about = {
  ticketId: ids.ticketId,
  buildingId,
  unitId: null,
  title: 'Leak',
  watchers: [],
  by: null,
};
const resident = { userId: ids.userId, buildingId, unitId: ids.unitId };
const facts: [Event, object][] = [
  [ticketCreated, { ...about, openedBy: null, categoryId: randomUUID(), urgent: false }],
  [ticketAssigned, { ...about, assigneeId: null, executorId: null }],
  [ticketStatusChanged, { ...about, from: 'open', to: 'assigned', openedBy: null }],
  [ticketClosed, { ...about, reason: 'solved', mergedInto: null }],
  [ticketSlaBreached, { ...about, clock: 'solution', dueAt: '2026-03-02T09:00:00.000Z', level: 1, escalatedTo: null }],
  [verificationSubmitted, { ...resident, requestId: ids.requestId }],
  [verificationRejected, { ...resident, requestId: ids.requestId, reason: 'unreadable' }],
  [residentVerified, resident],
  [residentUnverified, { ...resident, leftBuilding: true }],
  [unitAssignedToUser, { ...resident, entranceId: randomUUID(), relation: 'owner' }],
  [unitVacated, { ...resident, moveOutId: randomUUID(), leftBuilding: true }],
];

test.each(facts)('$type, delivered twice, shows at once', async (event, data) => {
  const asked = countAsks();
  expect(await summary()).toMatchObject({ tickets: { active: 1 } });
  await t.deliver(event, data as never);
  await t.redeliver();
  expect(await summary()).toMatchObject({ tickets: { active: 2 } });
  expect(asked.times).toBe(2);
});

test('what happens in another building leaves it as it is', async () => {
  const asked = countAsks();
  await summary();
  await t.deliver(residentVerified, { ...resident, buildingId: randomUUID() });
  await summary();
  expect(asked.times).toBe(1);
});
