import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { col } from '#kernel/sql/columns';
import { verificationRequested } from '#services/iam/events';
import { ticketClosed } from '#services/ticket/events';
import type { NotificationCtx } from '../definition.ts';
import { claimDue } from '../delivery/claim.ts';
import { deliverDue } from '../delivery/deliver.ts';
import { recorder } from '../delivery/record.ts';
import { channels } from '../domain/types.ts';
import { notificationFailed, notificationSent } from '../events.ts';
import { providersOf } from '../ports/providers.ts';
import { smtpFake } from './providers.ts';
import { type Town, town } from './town.ts';

let home: Town;
let smtp: Awaited<ReturnType<typeof smtpFake>>;
let ctx: NotificationCtx;
let ada: ReturnType<Town['person']>;

beforeAll(async () => {
  smtp = await smtpFake();
  home = await town({ config: { SMTP_URL: smtp.url, AGORA_NOTIFICATION_MAX_ATTEMPTS: '4' } });
  ctx = home.t.ctx('notification') as unknown as NotificationCtx;
});
beforeEach(() => {
  ada = home.person();
});
afterAll(async () => {
  await home.t.close();
  await smtp.close();
});

const closed = (title: string, ...watchers: User[]) => ({
  ticketId: randomUUID(),
  buildingId: randomUUID(),
  unitId: null,
  title,
  watchers: watchers.map(({ userId }) => userId),
  by: null,
  reason: 'solved' as const,
  mergedInto: null,
});
const mailsTo = ({ email }: { email: string }) => smtp.mails.filter(mail => mail.to === email);
const messageId = (raw: string) => /^Message-ID: (.*)$/m.exec(raw)![1];
const eventsOf = (user: User) =>
  home.t
    .published()
    .filter(event => event.data.userId === user.userId && event.data.channel === 'email')
    .map(event => event.type);
const deliverAll = () => Promise.all(channels.map(channel => deliverDue(ctx, channel)));
/** Lets an event be handled without anything being sent yet. */
async function enqueueOnly(title: string, ...watchers: User[]) {
  home.iamState.down = true;
  await home.t.deliver(ticketClosed, closed(title, ...watchers));
  home.iamState.down = false;
  home.t.clock.advance('31s');
}

test('a message goes out by SMTP and is logged with what the server said', async () => {
  await home.t.deliver(ticketClosed, closed('Lamp', ada));
  expect(mailsTo(ada)).toHaveLength(1);
  const line = (await home.log(ada.userId)).find(each => each.channel === 'email');
  expect(line).toMatchObject({ outcome: 'sent', provider: 'smtp', attempt: 1 });
  expect(line!.response).toContain('250');
  expect(eventsOf(ada)).toEqual([notificationSent.type]);
});

test('of several senders at once each message has one', async () => {
  const people = Array.from({ length: 60 }, () => home.person());
  await enqueueOnly('Race', ...people);
  await Promise.all(Array.from({ length: 6 }, deliverAll));
  await home.t.settle();
  for (const person of people) {
    expect(mailsTo(person)).toHaveLength(1);
    expect(await home.inApp(person)).toHaveLength(1);
  }
});

test('a sender that died before sending loses nothing: another sends when its lease is over', async () => {
  await enqueueOnly('Left behind', ada);
  for (const channel of channels) await claimDue(ctx, channel);
  await home.t.advance('4 minutes');
  expect(mailsTo(ada)).toEqual([]);
  await home.t.advance('2 minutes');
  expect(mailsTo(ada)).toHaveLength(1);
  expect(await home.inApp(ada)).toHaveLength(1);
});

test('a sender that died before recording sends again under the same Message-ID, and the app shows it once', async () => {
  await enqueueOnly('Twice at most', ada);
  // What was sent is forgotten, as if the process had ended between the two.
  await deliverAll();
  await home.t.db('notification').run`
    update deliveries set state = 'sending', lease = ${randomUUID()}, finished_at = null, due_at = ${ctx.now()}
    where user_id = ${ada.userId}`;
  await home.t.settle();
  const ids = mailsTo(ada).map(mail => messageId(mail.raw));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(await home.inApp(ada)).toHaveLength(1);
});

test('who has lost the lease has nothing to say any more', async () => {
  await enqueueOnly('Too late', ada);
  const [mine] = await claimDue(ctx, 'email');
  home.t.clock.advance('6 minutes');
  await deliverAll();
  const late = { delivery: mine!, result: { outcome: 'failed', response: 'I was slow' } } as const;
  expect(await recorder(ctx)(late)).toBe(false);
  await home.t.settle();
  expect(eventsOf(ada)).toEqual([notificationSent.type]);
});

test('while the server is down messages wait, and go out when it is up again', async () => {
  const { port } = smtp;
  await smtp.close();
  await home.t.deliver(ticketClosed, closed('Down', ada));
  await home.t.advance('45s');
  expect((await home.log(ada.userId)).filter(line => line.channel === 'email').map(line => line.outcome)).toEqual([
    'retried',
    'retried',
  ]);
  expect(await home.inApp(ada)).toHaveLength(1);
  smtp = await smtpFake({ port });
  await home.t.advance('5 minutes');
  expect(mailsTo(ada)).toHaveLength(1);
});

test('after the last attempt a message has failed, and says why', async () => {
  smtp.state.refusal = { at: 'data', code: 451, message: '4.3.0 the disk is full' };
  await home.t.deliver(ticketClosed, closed('Never', ada));
  for (let hour = 0; hour < 6; hour++) await home.t.advance('1 hour');
  smtp.state.refusal = null;
  await home.t.advance('1 day');
  expect(mailsTo(ada)).toEqual([]);
  const failed = home.t.published(notificationFailed).find(event => event.data.userId === ada.userId);
  expect(failed!.data).toMatchObject({ channel: 'email', reason: expect.stringContaining('disk is full') });
  const attempts = (await home.log(ada.userId)).filter(line => line.channel === 'email').map(line => line.attempt);
  expect(attempts).toEqual([1, 2, 3, 4]);
});

test('an address that does not exist gets nothing more, and the log does not name it', async () => {
  smtp.state.refusal = { at: 'rcpt', code: 550, message: `5.1.1 <${ada.email}> no such user` };
  await home.t.deliver(ticketClosed, closed('Gone', ada));
  smtp.state.refusal = null;
  await home.t.deliver(ticketClosed, closed('After', ada));
  expect(mailsTo(ada)).toEqual([]);
  const lines = (await home.log(ada.userId)).filter(line => line.channel === 'email');
  expect(lines.map(line => line.outcome).toSorted()).toEqual(['failed', 'skipped']);
  expect(JSON.stringify(lines)).not.toContain(ada.email);

  const admin = home.t.person('admin@platform');
  await home.t.as(admin).notification.liftSuppression({ email: ada.email.toUpperCase() });
  await expect(home.t.as(admin).notification.liftSuppression({ email: ada.email })).rejects.toMatchObject({
    code: 'not_found',
  });
  await home.t.deliver(ticketClosed, closed('Again', ada));
  expect(mailsTo(ada)).toHaveLength(1);
});

test('while iam is away everything waits, and one request it cannot answer holds up that one alone', async () => {
  const requestId = randomUUID();
  const poisoned = {
    get email(): string {
      throw new Error('iam broke over this');
    },
  };
  home.requests.set(requestId, poisoned as never);
  await home.t.deliver(verificationRequested, { requestId, userId: ada.userId });
  home.iamState.down = true;
  await home.t.deliver(ticketClosed, closed('Away', ada));
  expect(mailsTo(ada)).toEqual([]);
  home.iamState.down = false;
  await home.t.advance('1 minute');
  expect(mailsTo(ada)).toHaveLength(1);
  const outcomes = (await home.log(ada.userId)).filter(line => line.type === 'account.verification');
  expect(outcomes[0]).toMatchObject({ outcome: 'retried', provider: 'iam' });
});

test('an account deleted while its message is on the way leaves nothing in the app', async () => {
  await enqueueOnly('Deleted meanwhile', ada);
  const { timeline } = providersOf(ctx);
  const add = timeline.add;
  timeline.add = async items => {
    await add(items);
    await home.t.db('notification').run`delete from deliveries where user_id = ${ada.userId}`;
  };
  await deliverAll();
  timeline.add = add;
  expect(await home.inApp(ada)).toEqual([]);
});

test('the log is for administrators, by person, newest first', async () => {
  await home.t.deliver(ticketClosed, closed('Logged', ada));
  const admin = home.t.as(home.t.person('admin@platform')).notification;
  const first = await admin.listDeliveries({ userId: ada.userId, limit: 1 });
  const second = await admin.listDeliveries({ userId: ada.userId, limit: 1, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(line => line.channel).toSorted()).toEqual(['email', 'in_app']);
  expect((await admin.listDeliveries({})).items.length).toBeGreaterThan(2);
  await expect(home.t.as(ada).notification.listDeliveries({})).rejects.toMatchObject({ code: 'permission_denied' });
});

test('claims are forgotten after three months, long after an event can come again', async () => {
  await home.t.deliver(ticketClosed, closed('Old', ada));
  await home.t.advance('80 days');
  const count = () => home.t.db('notification').one({ kept: col.int })`
    select count(*)::int as kept from deliveries where user_id = ${ada.userId}`;
  expect(await count()).toEqual({ kept: 2 });
  await home.t.advance('12 days');
  expect(await count()).toEqual({ kept: 0 });
});
