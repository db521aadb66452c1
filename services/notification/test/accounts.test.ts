import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import {
  passwordResetRequested,
  securityAlert,
  userCreated,
  userDeleted,
  userInvited,
  verificationRequested,
} from '#services/iam/events';
import { exportReady } from '#services/profile/events';
import { notificationSent } from '../events.ts';
import { type Town, town } from './town.ts';

let home: Town;

beforeAll(async () => {
  home = await town();
});
afterAll(() => home.t.close());

/** Has iam know a request, and gives its id. */
function request(about: Partial<Parameters<Town['requests']['set']>[1]> = {}) {
  const requestId = randomUUID();
  home.requests.set(requestId, {
    kind: 'verification',
    userId: null,
    email: `${requestId}@post.example`,
    name: null,
    locale: 'en',
    url: `https://agora.example/once/${requestId}`,
    expiresAt: '2026-03-03T09:00:00.000Z',
    data: {},
    ...about,
  });
  return requestId;
}
const mailTo = async (email: string) => (await home.mailbox()).filter(mail => mail.recipient === email);

test.each([
  [verificationRequested, 'Please confirm your e-mail address'],
  [passwordResetRequested, 'Choose a new password'],
  [userInvited, 'You are invited to Agora'],
])('a request of iam goes to the address it names, with its link: %#', async (event, subject) => {
  const requestId = request({ email: `${randomUUID()}@new.example`, name: 'Zoë' });
  await home.t.deliver(event, { requestId, userId: null });
  const { email, url } = home.requests.get(requestId)!;
  const [mail] = await mailTo(email);
  expect(mail).toMatchObject({ channel: 'email', subject, user_id: null });
  expect(mail!.text).toContain(`${url}`);
  expect(mail!.text).toContain('Hello Zoë,');
  expect(mail!.html).not.toContain('/api/v1/links/');
});

test('such a message delivered twice is sent once', async () => {
  const requestId = request();
  const { email } = home.requests.get(requestId)!;
  await home.t.deliver(verificationRequested, { requestId, userId: null });
  await home.t.deliver(passwordResetRequested, { requestId, userId: null });
  await home.t.deliver(userInvited, { requestId, userId: null });
  await home.t.redeliver();
  expect(await mailTo(email)).toHaveLength(3);
});

test('nor twice where the inbox has forgotten the event, though nobody has an account yet', async () => {
  const requestId = request();
  await home.t.deliver(verificationRequested, { requestId, userId: null });
  await home.t.db('notification').run`delete from inbox where subject = ${requestId}`;
  await home.t.redeliver();
  expect(await mailTo(home.requests.get(requestId)!.email)).toHaveLength(1);
});

test('neither address nor link is kept anywhere but in the local mailbox', async () => {
  const person = home.person();
  const requestId = request({ userId: person.userId, email: person.email });
  await home.t.deliver(passwordResetRequested, { requestId, userId: person.userId });
  expect(await mailTo(person.email)).toHaveLength(1);
  const db = home.t.db('notification');
  const kept = await db.many({ row: col.text })`
    select d::text as row from deliveries d union all select l::text from notification_logs l
    union all select n::text from notifications n union all select o::text from outbox o`;
  const text = kept.map(({ row }) => row).join('\n');
  expect(text).not.toContain(person.email);
  expect(text).not.toContain('/once/');
  expect(JSON.stringify(home.t.published(notificationSent))).not.toContain(person.email);
  expect(await home.inApp(person)).toEqual([]);
});

test('a request that is used or has expired by now is not sent', async () => {
  await home.t.deliver(verificationRequested, { requestId: randomUUID(), userId: null });
  const [last] = await home.t.db('notification').many({ outcome: col.text, response: col.text.orNull })`
    select outcome, response from notification_logs order by at desc, id desc limit 1`;
  expect(last).toEqual({ outcome: 'skipped', response: 'used, expired or asked for again' });
});

test('a security alert goes at once, in the night and whatever is switched off', async () => {
  const person = home.person({ zone: 'Pacific/Auckland' });
  const as = home.t.as(person).notification;
  const quietHours = { from: '00:00', to: '23:59' };
  await as.setSettings({ quietHours, sendWindow: null, emailDigest: 'daily', zone: null });
  await home.t.deliver(securityAlert, { userId: person.userId, kind: 'refresh_token_reused' });
  await home.t.redeliver();
  expect((await home.mailbox(person.userId)).map(mail => mail.subject)).toEqual(['Something happened to your account']);
  expect((await home.inApp(person))[0]!.body).toContain('used in two places at once');
});

test('an e-mail goes to verified addresses of active accounts only', async () => {
  const unverified = home.person({ emailVerified: false });
  const suspended = home.person({ state: 'suspended' });
  for (const { userId } of [unverified, suspended]) await home.t.deliver(securityAlert, { userId, kind: 'new_device' });
  expect(await home.mailbox(unverified.userId)).toEqual([]);
  expect(await home.inApp(unverified)).toHaveLength(1);
  expect(await home.log(suspended.userId)).toMatchObject([
    { outcome: 'skipped', response: 'the account is suspended' },
    { outcome: 'skipped', response: 'the account is suspended' },
  ]);
});

test('a new account is welcomed, delivered twice or not', async () => {
  const person = home.person();
  await home.t.deliver(userCreated, { userId: person.userId });
  await home.t.redeliver();
  expect((await home.inApp(person)).map(item => item.title)).toEqual(['Welcome to Agora']);
});

test('of a deleted account nothing stays, delivered twice or not', async () => {
  const person = home.person();
  const as = home.t.as(person).notification;
  await home.t.deliver(securityAlert, { userId: person.userId, kind: 'new_device' });
  await as.setPreferences({ items: [{ type: 'ticket.closed', channel: 'email', enabled: false }] });
  await as.setSettings({ quietHours: null, sendWindow: null, emailDigest: 'hourly', zone: null });
  await as.registerDevice({ target: { kind: 'fcm', token: `token-of-a-phone-${person.userId}` } });
  home.contacts.delete(person.userId);
  await home.t.deliver(userDeleted, { userId: person.userId });
  await home.t.redeliver();
  // Something that has to do with them is told after it.
  await home.t.deliver(securityAlert, { userId: person.userId, kind: 'new_device' });
  const db = home.t.db('notification');
  const { found } = await db.one({ found: col.int })`
    select ((select count(*) from notifications where stream = ${person.userId})
      + (select count(*) from deliveries where user_id = ${person.userId})
      + (select count(*) from notification_logs where user_id = ${person.userId})
      + (select count(*) from notification_preferences where user_id = ${person.userId})
      + (select count(*) from notification_settings where user_id = ${person.userId})
      + (select count(*) from device_tokens where user_id = ${person.userId})
      + (select count(*) from mailbox where user_id = ${person.userId}))::int as found`;
  expect(found).toBe(0);
  await home.t.advance('31d');
  expect(await db.run`select from forgotten_people`).toBe(0);
});

test('a message to an account that is gone by now is skipped', async () => {
  const userId = randomUUID();
  await home.t.deliver(securityAlert, { userId, kind: 'new_device' });
  expect((await home.log(userId)).map(({ outcome, response }) => [outcome, response])).toEqual([
    ['skipped', 'the account is gone'],
    ['skipped', 'the account is gone'],
  ]);
});

test('whoever asked for their data hears once that it is ready, even if it is told twice', async () => {
  const ada = home.person();
  await home.t.deliver(exportReady, { exportId: randomUUID(), userId: ada.userId, complete: false });
  await home.t.redeliver();
  expect((await home.inApp(ada)).map(({ type, body }) => [type, body])).toEqual([
    ['profile.export_ready', 'Everything we keep about you is collected, but some parts did not answer.'],
  ]);
});
