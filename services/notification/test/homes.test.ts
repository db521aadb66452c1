import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  residentUnverified,
  residentVerified,
  unitVacated,
  verificationRejected,
  verificationSubmitted,
} from '#services/building/events';
import { userRoleChanged } from '#services/iam/events';
import { incidentOpened, incidentResolved } from '#services/ticket/events';
import { type Town, town } from './town.ts';

let home: Town;
let resident: ReturnType<Town['person']>;
const place = { buildingId: randomUUID(), unitId: randomUUID() };

beforeAll(async () => {
  home = await town();
});
beforeEach(() => {
  resident = home.person();
});
afterAll(() => home.t.close());

test('who is verified is told, with the names of home and building', async () => {
  await home.t.deliver(residentVerified, { ...place, userId: resident.userId });
  expect(await home.inApp(resident)).toMatchObject([
    { type: 'resident.verified', body: 'You are verified as living in A 12, Lindenhof.' },
  ]);
});

test('a refusal says its reason', async () => {
  const reason = 'The document is <older> than a year.';
  await home.t.deliver(verificationRejected, { ...place, requestId: randomUUID(), userId: resident.userId, reason });
  const [mail] = await home.mailbox(resident.userId);
  expect(mail!.text).toContain(reason);
  expect(mail!.html).toContain('&lt;older&gt;');
});

test('a request for verification reaches the managers of the building', async () => {
  const manager = home.person();
  const other = home.person();
  const grant = { role: 'manager' as const, change: 'granted' as const };
  await home.t.deliver(userRoleChanged, { ...grant, userId: manager.userId, scope: `building:${place.buildingId}` });
  await home.t.deliver(userRoleChanged, { ...grant, userId: other.userId, scope: `building:${randomUUID()}` });
  await home.t.deliver(verificationSubmitted, { ...place, requestId: randomUUID(), userId: resident.userId });
  expect((await home.inApp(manager)).map(item => item.type)).toEqual(['resident.verification_submitted']);
  expect(await home.inApp(other)).toEqual([]);
  expect(await home.inApp(resident)).toEqual([]);
});

test('an incident is told to those who live where it is, but not to who opened it', async () => {
  const neighbour = home.person({ locale: 'de' });
  home.occupants.splice(0);
  for (const { userId } of [resident, neighbour])
    home.occupants.push({ userId, unitId: place.unitId, relation: 'owner' });
  const incident = {
    incidentId: randomUUID(),
    buildingId: place.buildingId,
    entranceIds: [randomUUID()],
    floorIds: [],
    resourceIds: [],
    title: 'The lift stands still',
    by: resident.userId,
  };
  await home.t.deliver(incidentOpened, incident);
  await home.t.deliver(incidentResolved, { ...incident, by: null });
  expect(home.buildingState.asked[0]).toEqual({
    buildingId: place.buildingId,
    entranceIds: incident.entranceIds,
    floorIds: [],
  });
  expect((await home.inApp(resident)).map(item => item.type)).toEqual(['incident.resolved']);
  expect((await home.inApp(neighbour)).map(item => item.title).toSorted()).toEqual([
    'Außer Betrieb: The lift stands still',
    'Geht wieder: The lift stands still',
  ]);
});

test('a move-out is told once, though two events speak of it', async () => {
  const who = { ...place, userId: resident.userId, leftBuilding: true };
  await home.t.deliver(residentUnverified, who);
  await home.t.deliver(unitVacated, { ...who, moveOutId: randomUUID() });
  expect((await home.inApp(resident)).map(item => item.title)).toEqual(['You no longer live in A 12']);
});

test('every event delivered twice is told once', async () => {
  home.occupants.splice(0, Number.POSITIVE_INFINITY, {
    userId: resident.userId,
    unitId: place.unitId,
    relation: 'tenant',
  });
  const who = { ...place, userId: resident.userId };
  const incident = { incidentId: randomUUID(), buildingId: place.buildingId, entranceIds: [], floorIds: [], by: null };
  await home.t.deliver(verificationSubmitted, { ...who, requestId: randomUUID() });
  await home.t.deliver(verificationRejected, { ...who, requestId: randomUUID(), reason: 'No.' });
  await home.t.deliver(residentVerified, who);
  await home.t.deliver(residentUnverified, { ...who, leftBuilding: true });
  await home.t.deliver(unitVacated, { ...who, moveOutId: randomUUID(), leftBuilding: true });
  await home.t.deliver(incidentOpened, { ...incident, resourceIds: [], title: 'Lift' });
  await home.t.deliver(incidentResolved, { ...incident, resourceIds: [], title: 'Lift' });
  await home.t.redeliver();
  expect((await home.inApp(resident)).map(item => item.type).toSorted()).toEqual([
    'incident.opened',
    'incident.resolved',
    'resident.left',
    'resident.verification_rejected',
    'resident.verified',
  ]);
  expect((await home.mailbox(resident.userId)).length).toBe(5);
});

test('an event whose inbox row was lost makes no duplicate, and nobody is asked for it again', async () => {
  home.occupants.splice(0, Number.POSITIVE_INFINITY, {
    userId: resident.userId,
    unitId: place.unitId,
    relation: 'tenant',
  });
  const incident = { incidentId: randomUUID(), buildingId: place.buildingId, entranceIds: [], floorIds: [], by: null };
  await home.t.deliver(incidentOpened, { ...incident, resourceIds: [], title: 'Water is off' });
  const asked = home.buildingState.asked.length;
  await home.t.db('notification').run`delete from inbox where subject = ${incident.incidentId}`;
  await home.t.redeliver();
  expect(home.buildingState.asked.length).toBe(asked);
  expect(await home.inApp(resident)).toHaveLength(1);
  expect(await home.mailbox(resident.userId)).toHaveLength(1);

  // The hint alone decides nothing: with it gone, the claim still makes the message single.
  await home.t.ctx('notification').keys.delete(`dedupe:${home.t.published(incidentOpened).at(-1)!.id}`);
  await home.t.db('notification').run`delete from inbox where subject = ${incident.incidentId}`;
  await home.t.redeliver();
  expect(home.buildingState.asked.length).toBe(asked + 1);
  expect(await home.mailbox(resident.userId)).toHaveLength(1);
});
