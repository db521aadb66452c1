import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { userDeleted, userRoleChanged } from '#services/iam/events';
import { escalateEmergencies } from '../emergency/escalate.ts';
import { type Town, town } from './town.ts';

let home: Town;
const buildingId = randomUUID();
let manager: ReturnType<Town['person']>;
let [unitA, unitB] = ['', ''];
let tenant: ReturnType<Town['person']>;
let partner: ReturnType<Town['person']>;
let single: ReturnType<Town['person']>;

beforeAll(async () => {
  home = await town();
  manager = home.person({}, `manager@building:${buildingId}`);
  const scope = `building:${buildingId}`;
  await home.t.deliver(userRoleChanged, { userId: manager.userId, role: 'manager', scope, change: 'granted' });
});
beforeEach(() => {
  [unitA, unitB] = [randomUUID(), randomUUID()];
  tenant = home.person({ phone: '+4930111111' });
  partner = home.person({ phone: '+4930222222', locale: 'de' });
  single = home.person();
  home.occupants.splice(
    0,
    Number.POSITIVE_INFINITY,
    { userId: partner.userId, unitId: unitA, relation: 'household' },
    { userId: tenant.userId, unitId: unitA, relation: 'tenant' },
    { userId: single.userId, unitId: unitB, relation: 'owner' },
  );
});
afterAll(() => home.t.close());

const text = { title: 'Smell of gas', message: 'Leave the house by the rear exit.' };
const warn = (more: object = {}) =>
  home.t.as(manager).notification.sendEmergency({ buildingId, ...text, escalateAfterMinutes: 5, ...more });
const stateOf = async (emergencyId: string) => {
  const { units } = await home.t.as(manager).notification.getEmergency({ emergencyId });
  return { a: units.find(unit => unit.unitId === unitA)!, b: units.find(unit => unit.unitId === unitB)! };
};
/** How often somebody got the warning by SMS and e-mail. */
const warned = async (user: User) => {
  const messages = (await home.mailbox(user.userId)).filter(message => message.text.includes(text.message));
  return messages.map(message => message.channel).toSorted();
};

test('one person of each home is warned on every channel, in the night too', async () => {
  const settings = { quietHours: { from: '00:00', to: '23:59' }, sendWindow: null, emailDigest: 'daily', zone: null };
  await home.t.as(tenant).notification.setSettings(settings as never);
  const emergency = await warn();
  await home.t.settle();
  expect(emergency).toMatchObject({ units: 2, acknowledged: 0, unanswered: 0, sentBy: manager.userId });
  expect(await warned(tenant)).toEqual(['email', 'sms']);
  expect(await warned(single)).toEqual(['email']);
  expect(await warned(partner)).toEqual([]);
  expect(await home.inApp(tenant)).toMatchObject([{ type: 'emergency', link: `/emergencies/${emergency.id}` }]);
  expect(await stateOf(emergency.id)).toMatchObject({ a: { state: 'waiting', asked: 1 }, b: { state: 'waiting' } });
});

test('a home that does not acknowledge has its next member asked, in their language, until somebody does', async () => {
  const { id } = await warn();
  await home.t.settle();
  await home.t.as(single).notification.acknowledgeEmergency({ emergencyId: id });
  await home.t.advance('4 minutes');
  expect(await warned(partner)).toEqual([]);
  await home.t.advance('90s');
  expect(await warned(partner)).toEqual(['email', 'sms']);
  expect((await home.inApp(partner))[0]!.title).toBe('NOTFALL: Smell of gas');
  expect(await warned(single)).toEqual(['email']);
  await home.t.as(partner).notification.acknowledgeEmergency({ emergencyId: id });
  await home.t.advance('1 hour');
  expect(await warned(tenant)).toEqual(['email', 'sms']);
  expect(await stateOf(id)).toMatchObject({
    a: { state: 'acknowledged', asked: 2, acknowledgedBy: partner.userId },
    b: { state: 'acknowledged', asked: 1, acknowledgedBy: single.userId },
  });
  expect((await home.t.as(manager).notification.getEmergency({ emergencyId: id })).emergency.acknowledged).toBe(2);
});

test('after everybody was asked three times the management is told to go and look', async () => {
  const { id } = await warn({ unitIds: [unitA] });
  home.occupants.splice(0);
  for (let minutes = 0; minutes < 7; minutes++) await home.t.advance('5m');
  expect((await warned(tenant)).filter(channel => channel === 'sms')).toHaveLength(3);
  expect((await warned(partner)).filter(channel => channel === 'sms')).toHaveLength(3);
  const told = (await home.inApp(manager)).filter(item => item.link === `/emergencies/${id}`);
  expect(told.map(item => item.type)).toEqual(['emergency.unanswered', 'emergency.unanswered']);
  expect(await stateOf(id)).toMatchObject({ a: { state: 'unanswered', asked: 6 } });
  // It is never too late.
  await home.t.as(tenant).notification.acknowledgeEmergency({ emergencyId: id });
  expect(await stateOf(id)).toMatchObject({ a: { state: 'acknowledged' } });
});

test('the link in the message acknowledges without signing in, and opening it alone does not', async () => {
  const { id } = await warn();
  await home.t.settle();
  const sms = (await home.mailbox(tenant.userId)).find(message => message.channel === 'sms')!;
  const path = /http:\/\/agora\.test(\/api\/v1\/links\/\S+)/.exec(sms.text)![1]!;
  const page = await home.t.http(path);
  expect(await page.text()).toContain('Smell of gas');
  expect(await stateOf(id)).toMatchObject({ a: { state: 'waiting' } });
  const pressed = await home.t.http(path, { method: 'POST' });
  expect(await pressed.text()).toContain('Thank you.');
  expect(await stateOf(id)).toMatchObject({ a: { state: 'acknowledged', acknowledgedBy: tenant.userId } });
});

test('several processes escalate at once, and each next person is asked once', async () => {
  await warn();
  await home.t.settle();
  home.t.clock.advance('6m');
  const ctx = home.t.ctx('notification') as never;
  await Promise.all(Array.from({ length: 6 }, () => escalateEmergencies(ctx)));
  await home.t.settle();
  expect(await warned(partner)).toEqual(['email', 'sms']);
});

test('a repeated request under one key warns once', async () => {
  const as = home.t.as(manager, { idempotencyKey: randomUUID() }).notification;
  const input = { buildingId, ...text };
  const [first, second] = [await as.sendEmergency(input), await as.sendEmergency(input)];
  await home.t.settle();
  expect(second).toEqual(first);
  expect(await warned(single)).toEqual(['email']);
});

test('only the manager of the building may warn and see all; an asked person sees their own home', async () => {
  const { id: emergencyId } = await warn();
  const foreign = home.t.as(home.person({}, `manager@building:${randomUUID()}`)).notification;
  await expect(foreign.sendEmergency({ buildingId, ...text })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(foreign.listEmergencies({ buildingId })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(foreign.getEmergency({ emergencyId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(foreign.acknowledgeEmergency({ emergencyId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(foreign.getEmergency({ emergencyId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  const own = await home.t.as(partner).notification.getEmergency({ emergencyId });
  expect(own.units.map(unit => unit.unitId)).toEqual([unitA]);
});

test('emergencies of a building are listed newest first, page by page', async () => {
  const ids = [await warn(), await warn(), await warn()].map(({ id }) => id);
  const as = home.t.as(manager).notification;
  const first = await as.listEmergencies({ buildingId, limit: 2 });
  const second = await as.listEmergencies({ buildingId, limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].slice(0, 3).map(({ id }) => id)).toEqual(ids.toReversed());
});

test('where nobody lives nobody is warned, and that is said', async () => {
  home.occupants.splice(0);
  await expect(warn()).rejects.toMatchObject({ code: 'failed_precondition', extras: { reason: 'nobody' } });
});

test('when the person asked deletes their account, delivered twice or not, the others of the home go on', async () => {
  const { id } = await warn();
  await home.t.settle();
  await home.t.as(tenant).notification.acknowledgeEmergency({ emergencyId: id });
  for (const user of [tenant, single]) {
    home.contacts.delete(user.userId);
    await home.t.deliver(userDeleted, { userId: user.userId });
  }
  await home.t.redeliver();
  await home.t.advance('6m');
  expect(await stateOf(id)).toMatchObject({
    a: { state: 'acknowledged', acknowledgedBy: null },
    b: { state: 'unanswered' },
  });
  expect(await warned(partner)).toEqual([]);
});
