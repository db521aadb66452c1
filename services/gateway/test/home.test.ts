import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CodedError } from '#kernel/errors';
import { agora, type Harness } from '#kernel/testing/harness';
import gateway from '../service.ts';
import { answers, peers, reset } from './peers.ts';

let t: Harness<[typeof gateway]>;
beforeAll(async () => {
  t = await agora({ services: [gateway], peers });
});
afterEach(reset);
afterAll(() => t.close());

test('the home page is asked for on behalf of the person', async () => {
  const user = t.person();
  const askedFor: (string | undefined)[] = [];
  answers.countUnread = async call => {
    askedFor.push(call.user?.userId);
    return { unread: 7 };
  };
  expect(await t.as(user).gateway.getHome({})).toEqual({ homes: [], tickets: [], unread: 7, gaps: [] });
  expect(askedFor).toEqual([user.userId]);
  await expect(t.anonymous().gateway.getHome({})).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a service that is down leaves a gap, and the rest is there', async () => {
  answers.listMyTickets = async () => {
    throw new CodedError('unavailable', 'ticket cannot be reached right now; try again.');
  };
  const home = await t.as(t.person()).gateway.getHome({});
  expect(home).toEqual({ homes: [], tickets: null, unread: 3, gaps: ['tickets'] });
});

test('a service that hangs leaves a gap, long before the request is late', async () => {
  answers.getHomes = () => new Promise(() => {});
  const startMs = performance.now();
  const home = await t.as(t.person()).gateway.getHome({});
  expect(performance.now() - startMs).toBeLessThan(4_000);
  expect(home).toEqual({ homes: null, tickets: [], unread: 3, gaps: ['homes'] });
});

test('an unchanged home page is answered 304', async () => {
  const user = t.person();
  const first = await t.http('/api/v1/home', { user });
  const etag = first.headers.get('etag')!;
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
  expect((await t.http('/api/v1/home', { user, headers })).status).toBe(304);
  answers.countUnread = async () => ({ unread: 4 });
  expect((await t.http('/api/v1/home', { user, headers })).status).toBe(200);
});
