import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import type { IamCtx } from '../definition.ts';
import { demoPassword, seed } from '../seed.ts';
import { type Iam, newIp, openIam, tokensOf, userOf } from './people.ts';

let t: Iam;
const counts = () =>
  t.db('iam').one({ users: col.int, roles: col.int, names: col.int })`
    select (select count(*)::int from users) as users, (select count(*)::int from user_roles) as roles,
           (select count(distinct name)::int from users) as names`;

beforeAll(async () => {
  t = await openIam();
  await seed(t.ctx('iam') as IamCtx);
});
afterAll(() => t.close());

test('over two hundred people are there, each with a name of their own, and a second run changes nothing', async () => {
  const expected = { users: 213, roles: 213, names: 213 };
  expect(await counts()).toEqual(expected);
  await seed(t.ctx('iam') as IamCtx);
  expect(await counts()).toEqual(expected);
  expect(t.published()).toEqual([]);
});

test.each([
  ['admin@demo.example', 'admin', ['admin@platform']],
  ['manager2@demo.example', 'manager:2', [`manager@building:${seedId('building:2')}`]],
  ['staff6@demo.example', 'staff:6', [`support@building:${seedId('building:3')}`]],
  ['resident40@demo.example', 'resident:40', [`resident@building:${seedId('building:1')}`]],
  ['resident41@demo.example', 'resident:41', [`resident@building:${seedId('building:2')}`]],
  ['provider3@demo.example', 'provider:3', [`provider@provider:${seedId('service-provider:3')}`]],
  ['resident121@demo.example', 'resident:121', [`resident@building:${seedId('building:1')}`]],
])('%s signs in with the demo password and the right role', async (email, id, grants) => {
  const reply = await t.anonymous({ ip: newIp() }).iam.login({ email, password: demoPassword });
  const user = userOf(tokensOf(reply).accessToken);
  expect(user.userId).toBe(seedId(id));
  expect(user.grants.map(({ role, scope }) => `${role}@${scope}`)).toEqual(grants);
});
