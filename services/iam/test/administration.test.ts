import { afterAll, beforeAll, expect, test } from 'vitest';
import { userUpdated } from '../events.ts';
import { as, type Iam, login, member, newEmail, newIp, openIam, registered, statusOf } from './people.ts';

let t: Iam;
const boss = () => t.person('admin@platform');
const admin = () => t.as(boss()).iam;

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('people are found by name and address, by state and by role', async () => {
  const scope = 'vendor:0197a000-0000-7000-8000-000000000001';
  const rosa = await registered(t, 'rosa.luna@example.org', 'Rosa 100% Luna');
  const other = await registered(t, newEmail(), 'Somebody Else');
  await admin().grantRole({ userId: rosa.id, role: 'vendor', scope });
  await admin().suspendUser({ userId: other.id, reason: 'unpaid' });
  const found = async (input: object) => (await admin().listUsers(input)).items.map(({ id }) => id);
  expect(await found({ query: 'LUNA@' })).toEqual([rosa.id]);
  expect(await found({ query: '100% l' })).toEqual([rosa.id]);
  expect(await found({ query: '1_0%' })).toEqual([]);
  expect(await found({ role: 'vendor' })).toEqual([rosa.id]);
  expect(await found({ state: 'suspended' })).toEqual([other.id]);
});

test('people are listed newest first, in pages, those who were deleted left out', async () => {
  const gone = await member(t);
  await as(t, gone.tokens).deleteMe({});
  const ids = [];
  for (let i = 0; i < 4; i++) ids.unshift((await registered(t)).id);
  const first = await admin().listUsers({ limit: 2 });
  const second = await admin().listUsers({ limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  await expect(admin().listUsers({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_cursor' });
});

test('a suspended person is out at once, and in again after being reactivated', async () => {
  const { email, id, tokens } = await member(t);
  await admin().suspendUser({ userId: id, reason: 'unpaid' });
  expect(await statusOf(t, tokens.accessToken)).toBe(401);
  const guest = t.anonymous({ ip: newIp() }).iam;
  await expect(guest.refreshSession({ refreshToken: tokens.refreshToken })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
  await expect(admin().suspendUser({ userId: id, reason: 'again' })).rejects.toMatchObject({
    code: 'failed_precondition',
  });
  await admin().reactivateUser({ userId: id });
  await expect(admin().reactivateUser({ userId: id })).rejects.toMatchObject({ code: 'failed_precondition' });
  expect(await statusOf(t, (await login(t, email)).accessToken)).toBe(200);
  await t.settle();
  const updates = t.published(userUpdated).filter(({ data }) => data.userId === id);
  expect(updates).toMatchObject([{ data: { changed: ['state'] } }, { data: { changed: ['state'] } }]);
});

test('nobody suspends themselves or somebody who is not there', async () => {
  const me = boss();
  await expect(t.as(me).iam.suspendUser({ userId: me.userId, reason: 'x' })).rejects.toMatchObject({
    code: 'failed_precondition',
  });
  const unknown = { userId: t.person().userId };
  await expect(admin().suspendUser({ ...unknown, reason: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(admin().reactivateUser(unknown)).rejects.toMatchObject({ code: 'not_found' });
});

test('only administrators of the platform administer', async () => {
  const { id: userId } = await registered(t);
  const manager = t.as(t.person('manager@building:0197a000-0000-7000-8000-000000000001')).iam;
  const denied = { code: 'permission_denied' };
  await expect(manager.listUsers({})).rejects.toMatchObject(denied);
  await expect(manager.getUser({ userId })).rejects.toMatchObject(denied);
  await expect(manager.suspendUser({ userId, reason: 'x' })).rejects.toMatchObject(denied);
  await expect(manager.reactivateUser({ userId })).rejects.toMatchObject(denied);
  await expect(manager.listAuditLog({})).rejects.toMatchObject(denied);
  await expect(manager.verifyAuditLog({})).rejects.toMatchObject(denied);
  await expect(t.anonymous().iam.listUsers({})).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(login(t, (await admin().getUser({ userId })).email)).resolves.toBeTruthy();
});
