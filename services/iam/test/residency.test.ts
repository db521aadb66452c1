import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Envelope } from '#kernel/event';
import { holdEvents } from '#kernel/events/inbox';
import { minus } from '#kernel/time';
import { residentUnverified, residentVerified, unitVacated } from '#services/building/events';
import { providerCreated } from '#services/marketplace/events';
import { moveOutHandled, userRoleChanged } from '../events.ts';
import { type Iam, login, member, newIp, openIam, registered, statusOf, userOf } from './people.ts';

let t: Iam;
const newHome = () => ({ buildingId: randomUUID(), unitId: randomUUID() });
const rolesOf = async (userId: string) =>
  (await t.as(t.person('admin@platform')).iam.getUser({ userId })).grants.map(({ role, scope }) => `${role}@${scope}`);

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('who is verified in a home becomes resident of its building, also when told twice', async () => {
  const { email, id: userId } = await registered(t);
  const home = newHome();
  await t.deliver(residentVerified, { userId, ...home });
  await t.deliver(residentVerified, { userId, ...home, unitId: randomUUID() });
  await t.redeliver();
  expect(await rolesOf(userId)).toEqual([`resident@building:${home.buildingId}`]);
  expect(t.published(userRoleChanged).filter(({ data }) => data.userId === userId)).toHaveLength(1);
  const { accessToken } = await login(t, email);
  expect(userOf(accessToken).grants).toEqual([{ role: 'resident', scope: `building:${home.buildingId}` }]);
});

test('who leaves the building is no longer resident, and older tokens are outdated; a duplicate changes nothing', async () => {
  const { id: userId, tokens } = await member(t);
  const home = newHome();
  await t.deliver(residentVerified, { userId, ...home });
  const { accessToken } = await t.anonymous({ ip: newIp() }).iam.refreshSession({ refreshToken: tokens.refreshToken });
  expect(await statusOf(t, accessToken)).toBe(200);
  await t.deliver(residentUnverified, { userId, ...home, leftBuilding: false });
  expect(await rolesOf(userId)).toHaveLength(1);
  expect(await statusOf(t, accessToken)).toBe(200);
  await t.deliver(residentUnverified, { userId, ...home, leftBuilding: true });
  await t.redeliver();
  expect(await rolesOf(userId)).toEqual([]);
  expect(await statusOf(t, accessToken)).toBe(401);
});

test('a move-out ends the role and reports how much ended, once however often it is delivered twice', async () => {
  const { id: userId } = await member(t);
  const home = newHome();
  await t.deliver(residentVerified, { userId, ...home });
  const moveOutId = randomUUID();
  await t.deliver(unitVacated, { ...home, userId, moveOutId, leftBuilding: true });
  await t.redeliver();
  expect(await rolesOf(userId)).toEqual([]);
  const reports = t.published(moveOutHandled).filter(({ data }) => data.moveOutId === moveOutId);
  expect(reports).toMatchObject([{ data: { ended: { roles: 1, sessions: 1 } } }]);
});

test('a move-out from one of two homes in a building keeps the role and reports nothing ended', async () => {
  const { id: userId } = await registered(t);
  const home = newHome();
  await t.deliver(residentVerified, { userId, ...home });
  const moveOutId = randomUUID();
  await t.deliver(unitVacated, { ...home, userId, moveOutId, leftBuilding: false });
  expect(await rolesOf(userId)).toHaveLength(1);
  expect(t.published(moveOutHandled).find(({ data }) => data.moveOutId === moveOutId)).toMatchObject({
    data: { ended: { roles: 0, sessions: 0 } },
  });
});

test('the latest word counts, in whatever order the events arrive', async () => {
  const { id: userId } = await registered(t);
  const home = newHome();
  const envelope = (
    event: { type: string; version: number },
    data: object,
    subject: string,
    ago: number,
  ): Envelope => ({
    specversion: '1.0',
    id: randomUUID(),
    type: event.type,
    source: '/agora/building',
    subject,
    sequence: 1,
    time: minus(t.clock.now(), `${ago}m`),
    dataschema: `urn:agora:event:${event.type}:${event.version}`,
    data: { ...data },
  });
  const vacated = { ...home, userId, moveOutId: randomUUID(), leftBuilding: true };
  // Moved in 30 minutes ago and out 20 minutes ago, heard of in the wrong order.
  const events = [
    envelope(unitVacated, vacated, home.unitId, 20),
    envelope(residentVerified, { userId, ...home }, userId, 30),
  ];
  for (const event of events) {
    await holdEvents(t.db('iam'), [event], t.clock.now());
    await t.settle();
  }
  expect(await rolesOf(userId)).toEqual([]);
  // Moved out once more before, and in again ten minutes ago.
  const later = [
    envelope(residentVerified, { userId, ...home }, randomUUID(), 10),
    envelope(unitVacated, { ...vacated, moveOutId: randomUUID() }, randomUUID(), 15),
  ];
  for (const event of later) {
    await holdEvents(t.db('iam'), [event], t.clock.now());
    await t.settle();
  }
  expect(await rolesOf(userId)).toHaveLength(1);
});

test('events about people iam does not know are taken without effect', async () => {
  const userId = randomUUID();
  const home = newHome();
  const before = t.published(userRoleChanged).length;
  await t.deliver(residentVerified, { userId, ...home });
  await t.deliver(unitVacated, { ...home, userId, moveOutId: randomUUID(), leftBuilding: true });
  expect(t.published(userRoleChanged)).toHaveLength(before);
});

test('whoever founds a provider acts for it, also when told twice; one whose account is gone does not', async () => {
  const { id: userId } = await member(t);
  const providerId = randomUUID();
  const about = { providerId, name: 'Rohr & Sohn' };
  await t.deliver(providerCreated, { ...about, ownerId: userId });
  await t.redeliver();
  expect(await rolesOf(userId)).toEqual([`provider@provider:${providerId}`]);
  expect(t.published(userRoleChanged).filter(({ data }) => data.userId === userId)).toHaveLength(1);
  await t.deliver(providerCreated, { ...about, providerId: randomUUID(), ownerId: null });
});
