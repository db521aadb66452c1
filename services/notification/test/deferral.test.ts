import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { col } from '#kernel/sql/columns';
import { securityAlert } from '#services/iam/events';
import { ticketClosed, ticketStatusChanged } from '#services/ticket/events';
import { deliverDue } from '../delivery/deliver.ts';
import { notificationSent } from '../events.ts';
import { type Town, town } from './town.ts';

let home: Town;

// The evening before the clocks go forward in Berlin, at 23:30.
beforeAll(async () => {
  home = await town({ start: '2026-03-28T22:30:00.000Z', config: { AGORA_NOTIFICATION_EMAILS_PER_HOUR: '3' } });
});
afterAll(() => home.t.close());

const none = { quietHours: null, sendWindow: null, emailDigest: 'immediate', zone: null } as const;
const about = (watcher: User, title: string) => ({
  ticketId: randomUUID(),
  buildingId: randomUUID(),
  unitId: null,
  title,
  watchers: [watcher.userId],
  by: null,
});
/** Closes a ticket that somebody watches, a second after the last. */
function close(watcher: User, title = 'Lamp') {
  home.t.clock.advance('1s');
  return home.t.deliver(ticketClosed, { ...about(watcher, title), reason: 'solved', mergedInto: null });
}
const subjects = async (user: User) => (await home.mailbox(user.userId)).map(mail => mail.subject);
/** Moves time to an instant and lets happen what is due. */
async function until(instant: string) {
  home.t.clock.set(instant);
  await home.t.settle();
}

test('quiet hours hold e-mails until the morning after the clock change, in the zone of the reader', async () => {
  const [ada, farAway, loud] = [home.person(), home.person({ zone: 'America/New_York' }), home.person()];
  const quietHours = { from: '22:00', to: '07:00' };
  for (const user of [ada, farAway]) await home.t.as(user).notification.setSettings({ ...none, quietHours });
  for (const user of [ada, farAway, loud]) await close(user);
  expect([await subjects(ada), await subjects(farAway), await subjects(loud)].map(list => list.length)).toEqual([
    0, 1, 1,
  ]);
  expect(await home.inApp(ada)).toHaveLength(1);
  await home.t.deliver(securityAlert, { userId: ada.userId, kind: 'new_device' });
  expect(await subjects(ada)).toHaveLength(1);

  await until('2026-03-29T04:59:59.000Z');
  expect(await subjects(ada)).toHaveLength(1);
  await until('2026-03-29T05:00:00.000Z');
  expect(await subjects(ada)).toEqual(['Something happened to your account', 'Closed: Lamp']);
  expect((await home.log(ada.userId)).filter(line => line.type === 'ticket.closed').map(line => line.outcome)).toEqual(
    expect.arrayContaining(['deferred', 'sent']),
  );
});

test('what was read in the app or switched off in the meantime does not come after the quiet hours', async () => {
  const [reader, leaver] = [home.person(), home.person()];
  const sendWindow = { weekdays: [1], from: '09:00', to: '10:00' };
  for (const user of [reader, leaver]) await home.t.as(user).notification.setSettings({ ...none, sendWindow });
  await close(reader);
  await close(leaver);
  await home.t.as(reader).notification.markAllRead({});
  await home.t.as(leaver).notification.setPreferences({
    items: [{ type: 'ticket.closed', channel: 'email', enabled: false }],
  });
  // Monday, 9:00 in Berlin.
  await until('2026-03-30T07:00:00.000Z');
  expect(await subjects(reader)).toEqual([]);
  expect(await subjects(leaver)).toEqual([]);
  expect((await home.log(reader.userId)).at(-1)).toMatchObject({ outcome: 'skipped', response: 'read in the app' });
});

test('a daily digest brings everything in one e-mail at eight, and urgent things do not wait for it', async () => {
  await until('2026-03-30T08:00:00.000Z');
  const ada = home.person();
  await home.t.as(ada).notification.setSettings({ ...none, emailDigest: 'daily' });
  for (const title of ['Lamp', 'Door', 'Read already']) await close(ada, title);
  const question = { from: 'in_progress', to: 'waiting_for_resident', openedBy: null } as const;
  await home.t.deliver(ticketStatusChanged, { ...about(ada, 'Radiator'), ...question });
  expect(await subjects(ada)).toEqual(['A question about: Radiator']);
  const read = (await home.inApp(ada)).find(item => item.title === 'Closed: Read already')!;
  await home.t.as(ada).notification.markRead({ notificationId: read.id });

  await until('2026-03-31T05:59:59.000Z');
  expect(await subjects(ada)).toHaveLength(1);
  await until('2026-03-31T06:00:00.000Z');
  expect((await subjects(ada))[1]).toBe('2 new notifications');
  const { text } = (await home.mailbox(ada.userId))[1]!;
  expect(text).toContain('Closed: Lamp');
  expect(text).toContain('Closed: Door');
  expect(text).not.toContain('Read already');
  expect(
    await home.t.db('notification').one({ left: col.int })`
    select count(*)::int as left from deliveries where user_id = ${ada.userId} and finished_at is null`,
  ).toEqual({
    left: 0,
  });
  const sent = home.t.published(notificationSent).filter(event => event.data.userId === ada.userId);
  expect(sent.filter(event => event.data.type === 'ticket.closed' && event.data.channel === 'email')).toHaveLength(2);
});

test('a digest with nothing left to tell is not sent', async () => {
  const ada = home.person();
  await home.t.as(ada).notification.setSettings({ ...none, emailDigest: 'hourly' });
  await close(ada);
  await home.t.as(ada).notification.markAllRead({});
  await until('2026-03-31T07:00:00.000Z');
  expect(await subjects(ada)).toEqual([]);
});

test('a digest that cannot be sent ends what it carries', async () => {
  const ada = home.person();
  await home.t.as(ada).notification.setSettings({ ...none, emailDigest: 'hourly' });
  await close(ada);
  home.contacts.get(ada.userId)!.state = 'suspended';
  await until('2026-03-31T07:30:00.000Z');
  await until('2026-03-31T08:00:00.000Z');
  expect(await subjects(ada)).toEqual([]);
  expect((await home.log(ada.userId)).filter(line => line.outcome === 'skipped').map(line => line.type)).toEqual(
    expect.arrayContaining(['digest', 'ticket.closed']),
  );
});

test('beyond the limit of an hour messages are collected into one, and none is lost', async () => {
  const ada = home.person();
  for (let number = 1; number <= 8; number++) await close(ada, `number ${number}`);
  expect((await subjects(ada)).toSorted()).toEqual(['Closed: number 1', 'Closed: number 2', 'Closed: number 3']);
  await until('2026-03-31T09:00:00.000Z');
  expect((await subjects(ada)).at(-1)).toBe('5 new notifications');
  const digest = (await home.mailbox(ada.userId)).at(-1)!;
  for (let number = 4; number <= 8; number++) expect(digest.text).toContain(`Closed: number ${number}`);
  await close(ada, 'next hour');
  expect((await subjects(ada)).at(-1)).toBe('Closed: next hour');
});

test('the limit holds for ten at once and several senders, and the digest has the rest', async () => {
  const ada = home.person();
  await until('2026-03-31T10:10:00.000Z');
  const ctx = home.t.ctx('notification') as never;
  home.iamState.down = true;
  for (let number = 0; number < 10; number++) await close(ada, `number ${number}`);
  home.iamState.down = false;
  home.t.clock.advance('1 minute');
  await Promise.all(Array.from({ length: 3 }, () => deliverDue(ctx, 'email')));
  await home.t.settle();
  expect(await subjects(ada)).toHaveLength(3);
  await until('2026-03-31T11:00:00.000Z');
  expect((await subjects(ada)).at(-1)).toBe('7 new notifications');
});

test('a message that comes while its digest is on the way gets into the next', async () => {
  const ada = home.person();
  await home.t.as(ada).notification.setSettings({ ...none, emailDigest: 'hourly' });
  await close(ada, 'early');
  await home.t.db('notification').run`
    update deliveries set state = 'sending', lease = id where user_id = ${ada.userId} and type = 'digest'`;
  await close(ada, 'late');
  await until('2026-03-31T12:00:00.000Z');
  expect((await home.mailbox(ada.userId)).map(mail => mail.text.match(/early|late/g))).toEqual(
    expect.arrayContaining([
      ['early', 'early'],
      ['late', 'late'],
    ]),
  );
});
