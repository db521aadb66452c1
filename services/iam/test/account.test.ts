import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { userDeleted, userUpdated } from '../events.ts';
import { as, type Iam, login, member, newIp, openIam, password, statusOf } from './people.ts';

let t: Iam;

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('somebody sees and changes their own account, and others hear which fields changed', async () => {
  const { id, email, tokens } = await member(t);
  const me = as(t, tokens);
  expect(await me.getMe({})).toMatchObject({ id, email, name: 'Ada Adler', locale: 'en', zone: 'UTC', phone: null });
  const changed = await me.updateMe({ name: 'Ada B.', locale: 'de', zone: 'Europe/Berlin', phone: '+4930123456' });
  expect(changed).toMatchObject({ name: 'Ada B.', locale: 'de', zone: 'Europe/Berlin', phone: '+4930123456' });
  expect(await me.getMe({})).toEqual(changed);
  await t.settle();
  expect(t.published(userUpdated).at(-1)!.data).toEqual({ userId: id, changed: ['name', 'locale', 'zone', 'phone'] });
  expect((await me.updateMe({ phone: null })).phone).toBeNull();
});

test('the telephone number is sealed where it lies', async () => {
  const { id, tokens } = await member(t);
  await as(t, tokens).updateMe({ phone: '+4930987654' });
  const { phone } = await t.db('iam').one({ phone: col.text })`
    select encode(phone, 'escape') as phone from users where id = ${id}`;
  expect(phone).not.toContain('30987654');
});

test('a change to what was read before somebody else’s change is refused', async () => {
  const { tokens } = await member(t);
  const me = as(t, tokens);
  const { version } = await me.getMe({});
  await me.updateMe({ name: 'First', expectedVersion: version });
  const late = me.updateMe({ name: 'Second', expectedVersion: version });
  await expect(late).rejects.toMatchObject({ code: 'version_mismatch' });
});

test.each([
  [{ zone: 'Mars/Olympus' }, 'zone'],
  [{ phone: '030 123456' }, 'phone'],
  [{ locale: 'fr' }, 'locale'],
  [{ name: '  ' }, 'name'],
  [{ state: 'active' }, ''],
])('%o is refused', async (input, path) => {
  const { tokens } = await member(t);
  const attempt = as(t, tokens).updateMe(input as { name: string });
  await expect(attempt).rejects.toMatchObject({ code: 'invalid_argument', extras: { fields: [{ path }] } });
});

test('a deleted account leaves nothing that names the person, ends its sessions and frees the address', async () => {
  const { id, email, tokens } = await member(t);
  await as(t, tokens).updateMe({ phone: '+4930123456' });
  await as(t, tokens).setUpTotp({});
  await t.as(t.person('admin@platform')).iam.inviteUser({ email, role: 'manager', scope: 'platform' });
  await as(t, tokens).deleteMe({});
  expect(await statusOf(t, tokens.accessToken)).toBe(401);
  await t.settle();
  expect(t.published(userDeleted).at(-1)!.data).toEqual({ userId: id });

  const left = await t.db('iam').one({ row: col.text, invitations: col.int, sessions: col.int, tokens: col.int })`
    select u::text as row, (select count(*)::int from invitations where email = ${email}) as invitations,
           (select count(*)::int from sessions where user_id = ${id}) as sessions,
           (select count(*)::int from email_verification_tokens where user_id = ${id}) as tokens
    from users u where id = ${id}`;
  expect(left.row).not.toMatch(/example\.org|Ada|argon2/);
  expect(left).toMatchObject({ invitations: 0, sessions: 0, tokens: 0 });
  const guest = t.anonymous({ ip: newIp() }).iam;
  await expect(guest.refreshSession({ refreshToken: tokens.refreshToken })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
  await expect(login(t, email)).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(guest.register({ email, password, name: 'Somebody new' })).resolves.toEqual({ email });
  await expect(t.as(t.person('admin@platform')).iam.getUser({ userId: id })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('an account is deleted only by a session that has just proven itself', async () => {
  const { tokens } = await member(t);
  await t.advance('11 minutes');
  const next = await t.anonymous({ ip: newIp() }).iam.refreshSession({ refreshToken: tokens.refreshToken });
  await expect(as(t, next).deleteMe({})).rejects.toMatchObject({ code: 'fresh_session_required' });
});

test('other services get names and addresses of those who are there', async () => {
  const [one, two, gone] = [await member(t), await member(t), await member(t)];
  await as(t, one.tokens).updateMe({ phone: '+4930123456', locale: 'de' });
  await as(t, gone.tokens).deleteMe({});
  const userIds = [one.id, two.id, gone.id, t.person().userId];
  const { items } = await t.asService('notification').iam.getUsers({ userIds });
  expect(items).toEqual(
    [
      { id: one.id, email: one.email, name: 'Ada Adler', locale: 'de', zone: 'UTC', phone: '+4930123456' },
      { id: two.id, email: two.email, name: 'Ada Adler', locale: 'en', zone: 'UTC', phone: null },
    ]
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(each => ({ ...each, emailVerified: true, state: 'active' })),
  );
});

test('what is for services is refused to people, the most powerful included', async () => {
  const { iam } = t.as(t.person('admin@platform'));
  await expect(iam.getUsers({ userIds: [t.person().userId] })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(iam.getMessage({ requestId: t.person().userId })).rejects.toMatchObject({ code: 'permission_denied' });
});
