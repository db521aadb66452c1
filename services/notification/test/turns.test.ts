// Many messages in one turn of the loop: what they share, and that none of them suffers from another.

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { col } from '#kernel/sql/columns';
import type { NotificationCtx } from '../definition.ts';
import { deliverDue } from '../delivery/deliver.ts';
import { enqueue, enqueueGuest } from '../delivery/enqueue.ts';
import { notificationFailed, notificationSent } from '../events.ts';
import { forget } from '../forget.ts';
import type { Mail } from '../ports/mail.ts';
import type { Outcome } from '../ports/outcome.ts';
import { closeProviders, providersOf } from '../ports/providers.ts';
import { type OrderState, shopNeighbours } from './shop.ts';
import { type Town, town } from './town.ts';

const around = shopNeighbours();
let home: Town;
let ctx: NotificationCtx;

beforeAll(async () => {
  home = await town({ peers: around.shopPeers });
  ctx = home.t.ctx('notification') as unknown as NotificationCtx;
});
afterEach(() => {
  closeProviders(ctx);
  vi.restoreAllMocks();
});
afterAll(() => home.t.close());

type Guest = OrderState & { email: string };
const someGuests = (count: number): Guest[] =>
  Array.from({ length: count }, () => {
    const email = `guest-${randomUUID()}@post.example`;
    return { ...around.newOrder({ email }), email };
  });

/** Notes the mail of each order in one transaction, as a batch of events does. */
const noteAll = (orders: readonly OrderState[]) =>
  ctx.db.transaction(async tx => {
    for (const { orderId } of orders)
      await enqueueGuest(ctx, tx, { type: 'order.confirmed', key: orderId, orderId, variables: { orderId } });
  });

/** Lets something happen around the sending of mails; gives whom they were sent to, and under which ids. */
function watchMail(place: NotificationCtx, meanwhile: (mail: Mail, outcome: Outcome) => Promise<unknown> | unknown) {
  const { mail } = providersOf(place);
  const { send } = mail;
  const sent: Mail[] = [];
  mail.send = async message => {
    sent.push(message);
    const outcome = await send(message);
    return ((await meanwhile(message, outcome)) as Outcome | undefined) ?? outcome;
  };
  return sent;
}

const countStatements = () => {
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  return () => spy.mock.calls.length;
};
const mailsTo = async (guests: readonly Guest[]) => {
  const wanted = new Set(guests.map(({ email }) => email));
  return (await home.mailbox()).filter(({ recipient }) => wanted.has(recipient));
};
/** What the log says of the mail of each order, oldest first. */
const linesOf = (guests: readonly Guest[]) =>
  home.t
    .db('notification')
    .many({ order_id: col.uuid, outcome: col.text, provider: col.text.orNull, attempt: col.int })`
    select d.guest_order_id as order_id, l.outcome, l.provider, l.attempt
    from notification_logs l join deliveries d on d.id = l.delivery_id
    where d.guest_order_id = any(${guests.map(({ orderId }) => orderId)}::uuid[]) order by l.at, l.id`;
const statesOf = async (guests: readonly Guest[]) => {
  const rows = await home.t.db('notification').many({ state: col.text })`
    select state from deliveries where guest_order_id = any(${guests.map(({ orderId }) => orderId)}::uuid[])
    order by state`;
  return rows.map(({ state }) => state);
};
const all = <T>(count: number, what: T): T[] => Array.from({ length: count }, () => what);

test('twenty mails share their statements: one to note them, and fewer than one for each to bring them out', async () => {
  const guests = someGuests(20);
  const noting = countStatements();
  await noteAll(guests);
  // The statement, with BEGIN, and COMMIT.
  expect(noting()).toBe(2);
  around.shop.asked.length = 0;
  const before = noting();
  expect(await deliverDue(ctx, 'email')).toBe(true);
  // The claim, two looks, and for each eight mails one insert and at most one transaction of four.
  expect(noting() - before).toBeLessThanOrEqual(3 + 3 + 3 * 4);
  vi.restoreAllMocks();
  expect(around.shop.asked.map(ids => ids.length)).toEqual([20]);
  expect(await mailsTo(guests)).toHaveLength(20);
  expect((await linesOf(guests)).map(({ outcome }) => outcome)).toEqual(all(20, 'sent'));
  const known = home.t.published(notificationSent).length;
  await home.t.settle();
  expect(home.t.published(notificationSent)).toHaveLength(known + 20);
});

test('a result that cannot be written holds up that message alone, which is tried again', async () => {
  const [odd, ...others] = someGuests(12);
  await noteAll([odd!, ...others]);
  const refusal = { kind: 'refused', provider: 'smtp', response: 'no such user', gone: false } as const;
  watchMail(ctx, ({ to }) => {
    if (to === odd!.email) return { kind: 'sent', provider: 'odd\0', response: '' };
    return to === others[0]!.email ? refusal : undefined;
  });
  await deliverDue(ctx, 'email');
  await home.t.settle();
  expect((await linesOf([odd!])).map(({ outcome, provider }) => [outcome, provider])).toEqual([['retried', 'agora']]);
  expect((await linesOf(others)).map(({ outcome }) => outcome).toSorted()).toEqual(['failed', ...all(10, 'sent')]);
  expect(home.t.published(notificationFailed).at(-1)!.data).toMatchObject({ reason: 'no such user' });
  closeProviders(ctx);
  await home.t.advance('1m');
  expect(await statesOf([odd!])).toEqual(['sent']);
});

test('what a provider says is kept whatever it says, so that nothing is sent again for it', async () => {
  const [guest] = someGuests(1);
  await noteAll([guest!]);
  watchMail(ctx, () => ({ kind: 'sent', provider: 'smtp', response: 'queued\0as 7' }));
  await deliverDue(ctx, 'email');
  expect(await linesOf([guest!])).toMatchObject([{ outcome: 'sent', provider: 'smtp' }]);
});

test('a process killed between sending and recording: what it recorded stands, the rest goes again under the same id', async () => {
  const guests = someGuests(20);
  await noteAll(guests);
  let left = 1;
  const { transaction } = ctx.db;
  const dying: NotificationCtx = {
    ...ctx,
    // After its first transaction it is not heard of again.
    db: { ...ctx.db, transaction: work => (left-- > 0 ? transaction(work) : new Promise(() => {})) },
  };
  const sent = watchMail(dying, () => undefined);
  void deliverDue(dying, 'email');
  await expect.poll(() => left).toBe(-1);
  await expect.poll(() => mailsTo(guests)).toHaveLength(20);
  const recorded = (await linesOf(guests)).map(line => line.order_id);
  expect(recorded.length).toBeGreaterThan(0);
  expect(recorded.length).toBeLessThan(20);

  const again = watchMail(ctx, () => undefined);
  await home.t.advance('6m');
  expect(again).toHaveLength(20 - recorded.length);
  const ids = new Set(sent.map(({ messageId }) => messageId));
  expect(again.filter(({ messageId }) => !ids.has(messageId))).toEqual([]);
  expect(await mailsTo(guests)).toHaveLength(20);
  expect((await linesOf(guests)).map(({ outcome }) => outcome)).toEqual(all(20, 'sent'));
});

test('the loops of two processes at once send each message once, and record it once', async () => {
  const guests = someGuests(60);
  await noteAll(guests);
  const [one, other] = [{ ...ctx }, { ...ctx }];
  const sent = [one, other].map(place => watchMail(place, () => undefined));
  const untilDone = async (place: NotificationCtx) => {
    while (await deliverDue(place, 'email'));
  };
  await Promise.all([untilDone(one), untilDone(other)]);
  expect(
    sent
      .flat()
      .map(({ to }) => to)
      .toSorted(),
  ).toEqual(guests.map(({ email }) => email).toSorted());
  expect((await linesOf(guests)).map(({ outcome }) => outcome)).toEqual(all(60, 'sent'));
});

test('a message deleted between its claim and its record leaves nothing behind, and the others are not touched', async () => {
  const [gone, ...others] = someGuests(20);
  await home.t.settle();
  const known = home.t.published(notificationSent).length;
  await noteAll([gone!, ...others]);
  watchMail(ctx, async ({ to }) => {
    if (to !== gone!.email) return;
    await home.t.db('notification').run`delete from deliveries where guest_order_id = ${gone!.orderId}`;
  });
  await deliverDue(ctx, 'email');
  await home.t.settle();
  expect(await statesOf([gone!, ...others])).toEqual(all(19, 'sent'));
  expect(await linesOf(others)).toHaveLength(19);
  expect(home.t.published(notificationSent)).toHaveLength(known + 19);
});

test('a provider that takes long with one message holds up the record of none of the others', async () => {
  const [slow, ...others] = someGuests(20);
  await noteAll([slow!, ...others]);
  const answer = Promise.withResolvers<void>();
  watchMail(ctx, ({ to }) => (to === slow!.email ? answer.promise : undefined));
  const turn = deliverDue(ctx, 'email');
  await expect.poll(() => statesOf(others)).toEqual(all(19, 'sent'));
  expect(await statesOf([slow!])).toEqual(['sending']);
  answer.resolve();
  await turn;
  expect(await statesOf([slow!])).toEqual(['sent']);
});

test('an order that is not there is told nobody of, and one that order breaks over holds up its own mail alone', async () => {
  const [unknown, broken, ...others] = someGuests(5);
  await noteAll([unknown!, broken!, ...others]);
  around.orders.delete(unknown!.orderId);
  around.shop.broken = broken!.orderId;
  await deliverDue(ctx, 'email');
  around.shop.broken = null;
  expect((await mailsTo(others)).length).toBe(3);
  expect(await linesOf([unknown!])).toMatchObject([{ outcome: 'skipped' }]);
  expect(await linesOf([broken!])).toMatchObject([{ outcome: 'retried', provider: 'shop' }]);
});

test('who is forgotten is told nothing, whether it was noted before, after it, or by the same transaction', async () => {
  const [early, late, stays] = [home.person(), home.person(), home.person()];
  const tell = (userId: string) => ({
    type: 'account.welcome' as const,
    key: randomUUID(),
    userIds: [userId],
    variables: {},
  });
  await ctx.db.transaction(async tx => {
    await forget(ctx, tx, late.userId);
    for (const { userId } of [early, late, stays]) await enqueue(ctx, tx, tell(userId));
    await forget(ctx, tx, early.userId);
  });
  await ctx.db.transaction(tx => enqueue(ctx, tx, tell(late.userId)));
  const rows = await ctx.db.many({ user_id: col.uuid.orNull })`
    select distinct user_id from deliveries
    where user_id = any(${[early, late, stays].map(({ userId }) => userId)}::uuid[])`;
  expect(rows).toEqual([{ user_id: stays.userId }]);
});

test('what is switched off or has no device is not even noted; what cannot be switched off is', async () => {
  const ada = home.person();
  await home.t.as(ada).notification.setPreferences({
    items: [
      { type: 'ticket.question_asked', channel: 'email', enabled: false },
      { type: 'ticket.question_asked', channel: 'sms', enabled: true },
    ],
  });
  await ctx.db.run`
    insert into notification_preferences (user_id, type, channel, enabled, updated_at)
    values (${ada.userId}, 'account.security_alert', 'email', false, ${ctx.now()})`;
  const noted = {
    userIds: [ada.userId, ada.userId],
    variables: { ticketId: randomUUID(), title: 'Lamp', kind: 'new_device' },
  };
  await ctx.db.transaction(async tx => {
    for (const type of ['ticket.question_asked', 'account.security_alert'] as const)
      await enqueue(ctx, tx, { ...noted, type, key: randomUUID() });
  });
  const rows = await ctx.db.many({ type: col.text, channel: col.text })`
    select type, channel from deliveries where user_id = ${ada.userId} order by type, channel`;
  expect(rows.map(({ type, channel }) => `${type} ${channel}`)).toEqual([
    'account.security_alert email',
    'account.security_alert in_app',
    'ticket.question_asked in_app',
    'ticket.question_asked sms',
  ]);
});
