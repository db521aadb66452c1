import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { agora, type Harness } from '#kernel/testing/harness';
import { userDeleted } from '#services/iam/events';
import { apiLogOf, type GatewayCtx } from '../api-log.ts';
import gateway from '../service.ts';
import { peers } from './peers.ts';

let t: Harness<[typeof gateway]>;
let admin: User;
beforeAll(async () => {
  t = await agora({ services: [gateway], peers });
  admin = t.person('admin@platform');
});
afterAll(() => t.close());

const gatewayCtx = () => t.ctx('gateway') as unknown as GatewayCtx;
const logs = (input: object = {}) => t.as(admin).gateway.listApiLogs(input);
const visit = (user?: User) => t.http('/api/v1/home', user ? { user } : {});
const rows = async (userId: string) =>
  (await t.db('gateway').many({ id: col.uuid })`select id from api_logs where user_id = ${userId}`).length;

test('each request to an endpoint is a row: by template, with who asked and what came of it', async () => {
  const user = t.person();
  const building = '0190a1b2-0000-7000-8000-000000000000';
  const headers = { 'user-agent': 'a phone', 'x-request-id': 'mine-1' };
  await t.http(`/api/v1/backoffice/summary?buildingId=${building}`, { user, headers });
  const { items } = await logs({ userId: user.userId });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    service: 'gateway',
    method: 'GET',
    path: '/api/v1/backoffice/summary',
    status: 403,
    ipAddress: '127.0.0.1',
    userAgent: 'a phone',
    requestId: 'mine-1',
  });
  expect(items[0]!.latencyMs).toBeGreaterThan(0);
});

test('who was refused at the door is in it too', async () => {
  await t.http('/api/v1/home', { headers: { authorization: 'Bearer forged', 'x-request-id': 'refused-1' } });
  const { items } = await logs({ status: '4xx' });
  expect(items.find(({ requestId }) => requestId === 'refused-1')).toMatchObject({
    status: 401,
    userId: null,
    ipAddress: '127.0.0.1',
  });
});

test('it is listed newest first, by service, status, person and time, page by page', async () => {
  const user = t.person();
  const start = t.clock.now();
  for (let visits = 0; visits < 5; visits++) {
    await visit(user);
    t.clock.advance('1s');
  }
  const first = await logs({ userId: user.userId, limit: 3 });
  const second = await logs({ userId: user.userId, limit: 3, cursor: first.nextCursor! });
  const times = [...first.items, ...second.items].map(({ createdAt }) => createdAt);
  expect(times).toHaveLength(5);
  expect(times).toEqual(times.toSorted().reverse());
  expect(second.nextCursor).toBeNull();
  const window = { userId: user.userId, from: start, to: times[2]! };
  expect((await logs({ ...window, service: 'gateway', status: '2xx' })).items).toHaveLength(2);
  expect((await logs({ ...window, service: 'iam' })).items).toHaveLength(0);
  await expect(logs({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_cursor' });
});

test('only administrators of the platform see it', async () => {
  for (const user of [t.person(), t.person('manager@building:1'), t.person('support@platform')]) {
    await expect(t.as(user).gateway.listApiLogs({})).rejects.toMatchObject({ code: 'permission_denied' });
    await expect(t.as(user).gateway.summariseTraffic({})).rejects.toMatchObject({ code: 'permission_denied' });
  }
});

test('the summary counts requests, refusals and latency by address', async () => {
  t.clock.advance('2 days');
  const user = t.person();
  for (let visits = 0; visits < 4; visits++) await visit(user);
  await visit();
  const { items, from, to, limits } = await t.as(admin).gateway.summariseTraffic({ service: 'gateway' });
  const home = items.find(({ path }) => path === '/api/v1/home');
  expect(home).toMatchObject({ method: 'GET', requests: 5, refused: 1, limited: 0, failed: 0, errorRate: 0 });
  expect(home!.p95Ms).toBeGreaterThanOrEqual(home!.p50Ms);
  expect(from < to).toBe(true);
  expect(limits).toEqual({ userPerMinute: 600, addressPerMinute: 300 });
  expect((await t.as(admin).gateway.summariseTraffic({ from: to, to: '2030-01-01T00:00:00.000Z' })).items).toEqual([]);
  const backwards = t.as(admin).gateway.summariseTraffic({ from: to, to: from });
  await expect(backwards).rejects.toMatchObject({ code: 'invalid_argument' });
  // A day before it lies no year that PostgreSQL can read.
  const beforeTime = t.as(admin).gateway.summariseTraffic({ to: '0000-01-01T00:00:00.000Z' });
  await expect(beforeTime).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('what was gathered is written when the gateway stops, and by itself soon after', async () => {
  const user = t.person();
  await visit(user);
  await expect.poll(() => rows(user.userId), { timeout: 3_000 }).toBe(1);
  await visit(user);
  await apiLogOf(gatewayCtx()).stop();
  expect(await rows(user.userId)).toBe(2);
});

test('while the database is away rows are kept; those it refuses are let go', async () => {
  const user = t.person();
  const { db } = gatewayCtx();
  const { run } = db;
  db.run = async () => {
    throw new CodedError('unavailable', 'away');
  };
  await visit(user);
  await apiLogOf(gatewayCtx()).flush();
  db.run = run;
  expect((await logs({ userId: user.userId })).items).toHaveLength(1);
  db.run = async () => {
    throw new Error('no such column');
  };
  await visit(user);
  await apiLogOf(gatewayCtx()).flush();
  db.run = run;
  expect((await logs({ userId: user.userId })).items).toHaveLength(1);
});

test('at most ten thousand rows wait: then the oldest go', async () => {
  const log = apiLogOf(gatewayCtx());
  const { db } = gatewayCtx();
  const { run } = db;
  db.run = async () => {
    throw new CodedError('unavailable', 'away');
  };
  const endpoint = gateway.definition.contract.endpoints.getHome;
  for (let index = 0; index < 10_050; index++)
    log.record({ endpoint, call: callOf(`bulk-${index}`), status: 200, startMs: 0, endMs: 1 } as never);
  await log.flush();
  db.run = run;
  await log.flush();
  const { kept, first } = await t.db('gateway').one({ kept: col.int, first: col.text.orNull })`
    select count(*)::int as kept, min(request_id) as first from api_logs where request_id like 'bulk-%'`;
  expect(kept).toBe(10_000);
  expect(first).not.toBe('bulk-0');
});

const callOf = (requestId: string) => ({ requestId, user: undefined, ip: '2001:db8::1%eth0', userAgent: undefined });

test('user.deleted, delivered twice, leaves no trace of the person', async () => {
  const user = t.person();
  await visit(user);
  const events = [{ name: 'page.viewed', properties: { page: 'home' } }];
  await t.as(user).gateway.recordEvents({ sessionId: 's', events });
  await apiLogOf(gatewayCtx()).flush();
  await t.deliver(userDeleted, { userId: user.userId });
  await t.redeliver();
  expect((await logs({ userId: user.userId })).items).toEqual([]);
  const { left } = await t.db('gateway').one({ left: col.int })`
    select count(*)::int as left from analytics_events where user_id = ${user.userId}`;
  expect(left).toBe(0);
});
