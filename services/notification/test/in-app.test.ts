import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { securityAlert } from '#services/iam/events';
import { providersOf } from '../ports/providers.ts';
import { type Town, town } from './town.ts';

let home: Town;

beforeAll(async () => {
  home = await town();
});
afterAll(() => home.t.close());

/** Gives somebody so many notifications, a minute apart. */
async function give(user: User, count: number) {
  const { timeline } = providersOf(home.t.ctx('notification') as never);
  const items = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    userId: user.userId,
    type: 'ticket.closed' as const,
    title: `number ${index}`,
    body: 'closed',
    link: null,
    createdAt: new Date(Date.parse('2026-03-01T00:00:00.000Z') + index * 60_000).toISOString(),
    readAt: null,
  }));
  await timeline.add(items);
  // Adding them again changes nothing.
  await timeline.add(items);
  return items;
}

test('notifications are listed newest first, page by page, without gap or repetition', async () => {
  const user = home.person();
  const given = await give(user, 25);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await home.t.as(user).notification.listNotifications({ limit: 10, ...(cursor && { cursor }) });
    seen.push(...page.items.map(item => item.title));
    cursor = page.nextCursor ?? undefined;
    // What comes in between does not shift the pages.
    await give(user, 0);
  } while (cursor);
  expect(seen).toEqual(given.map(item => item.title).toReversed());
});

test('reading one and reading all count down', async () => {
  const user = home.person();
  const given = await give(user, 4);
  const as = home.t.as(user).notification;
  expect(await as.countUnread({})).toEqual({ unread: 4 });
  await as.markRead({ notificationId: given[0]!.id });
  const readAt = (await home.inApp(user)).at(-1)!.readAt;
  expect(readAt).not.toBeNull();
  await as.markRead({ notificationId: given[0]!.id });
  expect((await home.inApp(user)).at(-1)!.readAt).toBe(readAt);
  expect(await as.countUnread({})).toEqual({ unread: 3 });
  expect((await as.listNotifications({ unread: true })).items).toHaveLength(3);
  await as.markAllRead({});
  expect(await as.countUnread({})).toEqual({ unread: 0 });
  expect((await as.listNotifications({ unread: true })).items).toEqual([]);
});

test('a deleted notification is gone', async () => {
  const user = home.person();
  const [item] = await give(user, 1);
  const as = home.t.as(user).notification;
  await as.deleteNotification({ notificationId: item!.id });
  expect(await home.inApp(user)).toEqual([]);
  await expect(as.deleteNotification({ notificationId: item!.id })).rejects.toMatchObject({ code: 'not_found' });
});

test("of another's notifications nothing is to be seen or changed", async () => {
  const [owner, stranger] = [home.person(), home.person()];
  const [item] = await give(owner, 1);
  const as = home.t.as(stranger).notification;
  const notificationId = item!.id;
  await expect(as.markRead({ notificationId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(as.deleteNotification({ notificationId })).rejects.toMatchObject({ code: 'not_found' });
  await as.markAllRead({});
  expect(await as.countUnread({})).toEqual({ unread: 0 });
  expect(await home.inApp(stranger)).toEqual([]);
  expect(await home.inApp(owner)).toMatchObject([{ id: notificationId, readAt: null }]);
  await expect(home.t.anonymous().notification.listNotifications({})).rejects.toMatchObject({
    code: 'unauthenticated',
  });
});

test('an event shows at once in the app, and over HTTP', async () => {
  const user = home.person();
  await home.t.deliver(securityAlert, { userId: user.userId, kind: 'password_changed' });
  const response = await home.t.http('/api/v1/notifications?limit=5&unread=true', { user });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    items: [{ type: 'account.security_alert', link: '/account/security' }],
    nextCursor: null,
  });
  const count = await home.t.http('/api/v1/notifications/unread-count', { user });
  expect(await count.json()).toEqual({ unread: 1 });
});

test('whoever is connected is told of their own notifications as they come', async () => {
  const [user, other] = [home.person(), home.person()];
  const heard: string[] = [];
  const sockets = await Promise.all(
    [user, other].map(async who => {
      const token = await home.t.tokenOf(who);
      const socket = io(await home.t.url(), {
        path: '/api/v1/realtime',
        transports: ['websocket'],
        forceNew: true,
        auth: { token },
      });
      socket.on('push', ({ type, data }) => heard.push(`${who === user ? 'user' : 'other'} ${type} ${data.id}`));
      await once(socket as never, 'connect');
      return socket;
    }),
  );
  await home.t.deliver(securityAlert, { userId: user.userId, kind: 'password_changed' });
  await expect.poll(() => heard).toHaveLength(1);
  const [item] = await home.inApp(user);
  expect(heard).toEqual([`user notification ${item!.id}`]);
  for (const socket of sockets) socket.disconnect();
});
