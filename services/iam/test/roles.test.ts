import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import type { RoleName } from '../contract.ts';
import { userRoleChanged } from '../events.ts';
import { as, holder, type Iam, member, newIp, openIam, registered, statusOf, userOf } from './people.ts';

let t: Iam;
const mine = 'building:0197a000-0000-7000-8000-000000000001';
const foreign = 'building:0197a000-0000-7000-8000-000000000002';
const vendor = 'vendor:0197a000-0000-7000-8000-000000000003';
const admin = () => t.as(t.person('admin@platform')).iam;
const manager = () => t.as(t.person(`manager@${mine}`)).iam;
const refreshed = (refreshToken: string) => t.anonymous({ ip: newIp() }).iam.refreshSession({ refreshToken });

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('a granted role is announced, outdates older tokens and stands in the next ones', async () => {
  const { id, tokens } = await member(t);
  await admin().grantRole({ userId: id, role: 'manager', scope: mine });
  expect(await statusOf(t, tokens.accessToken)).toBe(401);
  const next = await refreshed(tokens.refreshToken);
  expect(userOf(next.accessToken).grants).toEqual([{ role: 'manager', scope: mine }]);
  await t.settle();
  expect(t.published(userRoleChanged).at(-1)!.data).toEqual({
    userId: id,
    role: 'manager',
    scope: mine,
    change: 'granted',
  });

  await admin().revokeRole({ userId: id, role: 'manager', scope: mine });
  expect(await statusOf(t, next.accessToken)).toBe(401);
  expect(userOf((await refreshed(next.refreshToken)).accessToken).grants).toEqual([]);
  await t.settle();
  expect(t.published(userRoleChanged).at(-1)!.data).toMatchObject({ userId: id, change: 'revoked' });
});

test('granting or taking back twice changes and announces once', async () => {
  const { id } = await registered(t);
  const changes = async () => {
    await t.settle();
    return t.published(userRoleChanged).filter(({ data }) => data.userId === id).length;
  };
  const grant = { userId: id, role: 'support' as const, scope: mine };
  await Promise.all(Array.from({ length: 5 }, () => admin().grantRole(grant)));
  expect(await changes()).toBe(1);
  await Promise.all(Array.from({ length: 5 }, () => admin().revokeRole(grant)));
  expect(await changes()).toBe(2);
  await admin().grantRole(grant);
  expect(await changes()).toBe(3);
});

test.each<[RoleName, string]>([
  ['manager', mine],
  ['admin', 'platform'],
  ['vendor', vendor],
  ['resident', foreign],
  ['support', foreign],
  ['support', 'platform'],
])('a manager can neither grant nor take back %s in %s', async (role, scope) => {
  const { id } = await registered(t);
  for (const attempt of [
    () => manager().grantRole({ userId: id, role, scope }),
    () => manager().revokeRole({ userId: id, role, scope }),
    () => manager().inviteUser({ email: 'x@example.org', role, scope }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
});

test('a manager grants resident and support in the own building', async () => {
  const { email, id } = await registered(t);
  await manager().grantRole({ userId: id, role: 'support', scope: mine });
  await manager().grantRole({ userId: id, role: 'resident', scope: mine });
  await manager().revokeRole({ userId: id, role: 'resident', scope: mine });
  expect((await admin().getUser({ userId: id })).grants).toMatchObject([{ role: 'support', scope: mine }]);
  const { items } = await manager().listRoleHolders({ scope: mine, role: 'support' });
  expect(items).toContainEqual(expect.objectContaining({ userId: id, email, role: 'support', scope: mine }));
});

test('residents and strangers neither grant nor look', async () => {
  const { id } = await registered(t);
  for (const person of [t.person(`resident@${mine}`), t.person(`support@${mine}`), t.person()]) {
    const { iam } = t.as(person);
    const grant = iam.grantRole({ userId: id, role: 'resident', scope: mine });
    await expect(grant).rejects.toMatchObject({ code: 'permission_denied' });
    await expect(iam.listRoleHolders({ scope: mine })).rejects.toMatchObject({ code: 'permission_denied' });
  }
  await expect(manager().listRoleHolders({ scope: foreign })).rejects.toMatchObject({ code: 'not_found' });
  await expect(manager().listRoleHolders({ scope: 'platform' })).rejects.toMatchObject({ code: 'not_found' });
});

test.each<[RoleName, string]>([
  ['admin', mine],
  ['resident', 'platform'],
  ['vendor', mine],
  ['provider', vendor],
])('%s cannot be held in %s', async (role, scope) => {
  const { id } = await registered(t);
  await expect(admin().grantRole({ userId: id, role, scope })).rejects.toMatchObject({
    code: 'invalid_argument',
    extras: { fields: [{ path: 'scope' }] },
  });
});

test('nobody is granted a role who is not there', async () => {
  const attempt = admin().grantRole({ userId: t.person().userId, role: 'support', scope: mine });
  await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
});

test('those who hold roles in a scope are listed in pages', async () => {
  const scope = 'building:0197a000-0000-7000-8000-0000000000aa';
  const ids = [];
  for (let i = 0; i < 5; i++) {
    const { id } = await registered(t);
    await admin().grantRole({ userId: id, role: 'resident', scope });
    ids.unshift(id);
  }
  const first = await admin().listRoleHolders({ scope, limit: 3 });
  const second = await admin().listRoleHolders({ scope, limit: 3, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ userId }) => userId)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
});

test('the last administrator can neither step down nor leave', async () => {
  const { items: others } = await admin().listUsers({ role: 'admin' });
  const one = await holder(t, 'admin@platform');
  for (const { id } of others) await admin().revokeRole({ userId: id, role: 'admin', scope: 'platform' });
  const alone = as(t, one.tokens).revokeRole({ userId: one.id, role: 'admin', scope: 'platform' });
  await expect(alone).rejects.toMatchObject({ code: 'failed_precondition', extras: { reason: 'last_admin' } });
  await expect(as(t, one.tokens).deleteMe({})).rejects.toMatchObject({ extras: { reason: 'last_admin' } });
});

test('of the last two administrators who leave at the same moment one stays', async () => {
  const { items } = await admin().listUsers({ role: 'admin' });
  let left = items[0]?.id ?? (await holder(t, 'admin@platform')).id;
  // Connections that are open already, so that both really begin at once.
  await Promise.all(Array.from({ length: 8 }, () => admin().getUser({ userId: left })));
  for (let round = 0; round < 5; round++) {
    const next = await holder(t, 'admin@platform');
    const leave = (userId: string) => admin().revokeRole({ userId, role: 'admin', scope: 'platform' });
    const results = await Promise.allSettled([leave(left), leave(next.id)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    if (results[0]!.status === 'fulfilled') left = next.id;
  }
});

test('every role says what it may do', async () => {
  const { items } = await t.as(t.person()).iam.listRoles({});
  expect(items).toHaveLength(8);
  const permissionsOf = (name: RoleName) => items.find(({ role }) => role === name)!.permissions;
  expect(permissionsOf('resident')).toEqual(['building.read', 'ticket.open']);
  expect(permissionsOf('admin')).toEqual(expect.arrayContaining(permissionsOf('manager')));
});

test('a decision of staff is in the audit log with who made it', async () => {
  const { id } = await registered(t);
  const boss = t.person('admin@platform');
  await t.as(boss).iam.grantRole({ userId: id, role: 'support', scope: mine });
  const [entry] = await t.db('iam').many({ user_id: col.uuid, details: col.json<Record<string, string>>() })`
    select user_id, details from audit_log where action = 'grantRole' order by at desc limit 1`;
  expect(entry).toEqual({ user_id: boss.userId, details: { userId: id, role: 'support', scope: mine } });
});
