import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import type { IamCtx } from '../definition.ts';
import { userInvited } from '../events.ts';
import { start } from '../start.ts';
import { type Iam, linkToken, login, newIp, openIam, password, userOf } from './people.ts';

let t: Iam;
const email = 'boss@example.org';
const invitations = async () =>
  (await t.db('iam').one({ n: col.int })`select count(*)::int as n from invitations where email = ${email}`).n;

beforeAll(async () => {
  t = await openIam({ AGORA_IAM_ADMIN_EMAIL: 'Boss@Example.org' });
});
afterAll(() => t.close());

test('a platform without an administrator invites its first, once however often it starts', async () => {
  await Promise.all(Array.from({ length: 4 }, () => start(t.ctx('iam') as IamCtx)));
  expect(await invitations()).toBe(1);
  const token = await linkToken(t, userInvited, email);
  await t.anonymous({ ip: newIp() }).iam.acceptInvitation({ token, name: 'Boss', password });
  expect(userOf((await login(t, email)).accessToken).grants).toEqual([{ role: 'admin', scope: 'platform' }]);
  await start(t.ctx('iam') as IamCtx);
  expect(await invitations()).toBe(1);
});
