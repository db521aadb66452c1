import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { passwordResetRequested, userCreated, verificationRequested } from '../events.ts';
import { as, type Iam, linkToken, login, newEmail, newIp, openIam, password, registered, tokensOf } from './people.ts';

let t: Iam;
const guest = () => t.anonymous({ ip: newIp() }).iam;
const created = () => t.published(userCreated).length;

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('somebody registers, proves the address by the link and signs in', async () => {
  const email = newEmail();
  expect(await guest().register({ email: email.toUpperCase(), password, name: 'Ada' })).toEqual({ email });
  expect(await guest().verifyEmail({ token: await linkToken(t, verificationRequested, email) })).toEqual({ email });
  const reply = await guest().login({ email, password });
  expect(reply).toMatchObject({
    status: 'signed_in',
    accessToken: expect.any(String),
    refreshToken: expect.any(String),
  });
});

test('before the address is proven a login is refused like one with a wrong password', async () => {
  const email = newEmail();
  await guest().register({ email, password, name: 'Ada' });
  const refusal = await guest()
    .login({ email, password })
    .catch(error => error);
  const wrong = await guest()
    .login({ email: newEmail(), password })
    .catch(error => error);
  expect(refusal).toMatchObject({ code: 'unauthenticated', extras: { reason: 'invalid_credentials' } });
  expect(refusal.message).toBe(wrong.message);
});

test('an account is announced once, when its address is proven', async () => {
  await t.settle();
  const before = created();
  const { email } = await registered(t);
  await guest().resendVerification({ email });
  await t.settle();
  expect(created()).toBe(before + 1);
});

test('registering an address that has an account gets the same reply, and its owner a link to get in', async () => {
  const { email } = await registered(t);
  expect(await guest().register({ email, password: 'another fine phrase', name: 'Eve' })).toEqual({ email });
  await t.settle();
  const requestId = t.published(passwordResetRequested).at(-1)!.data.requestId as string;
  const mail = await t.asService('notification').iam.getMessage({ requestId });
  expect(mail).toMatchObject({ kind: 'password_reset', email, data: { reason: 'already_registered' } });
  await expect(login(t, email)).resolves.toBeTruthy();
});

test.each([
  ['first', 1],
  ['last', 0],
])(
  'each registration of an unproven address has its own link: the owner’s %s proves the owner’s password',
  async (when, back) => {
    const email = newEmail();
    const owner = { email, password: 'what the owner chose', name: 'Owner' };
    const stranger = { email, password: 'what a stranger chose', name: 'Stranger' };
    for (const each of when === 'first' ? [owner, stranger] : [stranger, owner]) await guest().register(each);
    await guest().verifyEmail({ token: await linkToken(t, verificationRequested, email, back) });
    const { password: theirs } = stranger;
    await expect(guest().login({ email, password: theirs })).rejects.toMatchObject({ code: 'unauthenticated' });
    const reply = await guest().login({ email, password: owner.password });
    expect((await as(t, tokensOf(reply)).getMe({})).name).toBe('Owner');
  },
);

test('a link works once, for a day, and only as it was sent', async () => {
  const email = newEmail();
  await guest().register({ email, password, name: 'Ada' });
  const token = await linkToken(t, verificationRequested, email);
  const dead = { code: 'not_found', extras: { reason: 'dead_link' } };
  await expect(guest().verifyEmail({ token: `${token.slice(0, -2)}xx` })).rejects.toMatchObject(dead);
  await expect(guest().verifyEmail({ token: token.split('.')[0]! })).rejects.toMatchObject(dead);
  const uses = await Promise.allSettled(Array.from({ length: 10 }, () => guest().verifyEmail({ token })));
  expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);

  const other = newEmail();
  await guest().register({ email: other, password, name: 'Ada' });
  const late = await linkToken(t, verificationRequested, other);
  await t.advance('25 hours');
  await expect(guest().verifyEmail({ token: late })).rejects.toMatchObject(dead);
});

test('a link of one kind is no link of another', async () => {
  const email = newEmail();
  await guest().register({ email, password, name: 'Ada' });
  const token = await linkToken(t, verificationRequested, email);
  await expect(guest().resetPassword({ token, password })).rejects.toMatchObject({ code: 'not_found' });
});

test('a new verification mail replaces the link before, for the same registration', async () => {
  const email = newEmail();
  await guest().register({ email, password, name: 'Ada' });
  const first = await linkToken(t, verificationRequested, email);
  await guest().resendVerification({ email });
  const second = await linkToken(t, verificationRequested, email);
  await expect(guest().verifyEmail({ token: first })).rejects.toMatchObject({ code: 'not_found' });
  await guest().verifyEmail({ token: second });
  await expect(login(t, email)).resolves.toBeTruthy();
});

test('after the link has expired a new one can still be asked for', async () => {
  const email = newEmail();
  await guest().register({ email, password, name: 'Ada' });
  await t.advance('2 days');
  await guest().resendVerification({ email });
  await guest().verifyEmail({ token: await linkToken(t, verificationRequested, email) });
  await expect(login(t, email)).resolves.toBeTruthy();
});

test('nobody is mailed for an address without an account', async () => {
  await t.settle();
  const before = t.published().length;
  await guest().resendVerification({ email: newEmail() });
  await guest().requestPasswordReset({ email: newEmail() });
  await t.settle();
  expect(t.published()).toHaveLength(before);
});

test('a mailbox cannot be flooded, whatever is asked for and from wherever', async () => {
  const email = newEmail();
  const requests = [
    ...Array.from({ length: 3 }, () => () => guest().register({ email, password, name: 'Ada' })),
    ...Array.from({ length: 2 }, () => () => guest().resendVerification({ email })),
    ...Array.from({ length: 2 }, () => () => guest().requestPasswordReset({ email })),
  ];
  const codes = [];
  for (const request of requests)
    codes.push(
      await request().then(
        () => 'sent',
        error => error.code,
      ),
    );
  expect(codes).toEqual([...Array(5).fill('sent'), 'rate_limited', 'rate_limited']);
});

test('many mailboxes cannot be flooded from one address', async () => {
  const ip = newIp();
  const requests = await Promise.allSettled(
    Array.from({ length: 22 }, () => t.anonymous({ ip }).iam.requestPasswordReset({ email: newEmail() })),
  );
  expect(requests.filter(({ status }) => status === 'rejected')).toHaveLength(2);
});

test('a registration nobody proves is forgotten after a month', async () => {
  const email = newEmail();
  await guest().register({ email, password, name: 'Ada' });
  await t.advance('31 days');
  const { left } = await t.db('iam').one({ left: col.int })`
    select count(*)::int as left from users where email = ${email}`;
  expect(left).toBe(0);
});

test.each([
  ['too short', 'short one', 'at least 10'],
  ['a common word with decoration', 'P@ssw0rd123!', 'guessed'],
  ['a run of keys', 'qwertyuiop', 'guessed'],
  ['one sign over and over', 'aaaaaaaaaaaa', 'guessed'],
  ['the name before the @', 'my-ada.adler-1', 'e-mail'],
])('a password is refused that is %s', async (_why, bad, sentence) => {
  const attempt = guest().register({ email: 'ada.adler@example.org', password: bad, name: 'Ada' });
  await expect(attempt).rejects.toMatchObject({
    code: 'invalid_argument',
    extras: { fields: [{ path: 'password', message: expect.stringContaining(sentence) }] },
  });
});
