import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { backstageOf } from '#kernel/backstage/contract';
import type { User } from '#kernel/call';
import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { agora, fake, type Harness } from '#kernel/testing/harness';
import { userDeleted } from '#services/iam/events';
import { apiLogOf, type GatewayCtx } from '../api-log.ts';
import gateway from '../service.ts';
import { peers } from './peers.ts';

let t: Harness<[typeof gateway]>;
let admin: User;
/** A service that never answers. */
const slow = fake(backstageOf('slow'), { backstageState: () => new Promise(() => {}) });

beforeAll(async () => {
  t = await agora({ services: [gateway], peers: [...peers, slow] });
  admin = t.person('admin@platform');
});
afterEach(() => t.advance('2 days'));
afterAll(() => t.close());

const asAdmin = () => t.as(admin).gateway;
const gatewayCtx = () => t.ctx('gateway') as unknown as GatewayCtx;
const listed = async () => (await asAdmin().listServices({})).items[0]!;
/** As the list asks for it, without waiting for the one that never answers. */
const state = () => gatewayCtx().backstage.get('gateway')!.backstageState({});
const audited = () =>
  t.db('gateway').many({ action: col.text, user_id: col.uuid.orNull, via: col.text.orNull, details: col.json() })`
    select action, user_id, via, details from audit_log order by at`;

/** Events about these people, handled once and then parked as if that had failed; their ids, oldest first. */
async function parked(...userIds: string[]): Promise<string[]> {
  for (const userId of userIds) await t.deliver(userDeleted, { userId });
  const rows = await t.db('gateway').many({ id: col.uuid })`
    update inbox set done_at = null, parked_at = ${t.clock.now()}, attempts = 20, last_error = 'no such column'
    where subject = any(${userIds}::text[]) returning id`;
  return rows.map(({ id }) => id);
}

/** Lets somebody leave a row in the API's log; gives how many there are. */
async function visits(userId: string): Promise<number> {
  await apiLogOf(gatewayCtx()).flush();
  const { left } = await t.db('gateway').one({ left: col.int })`
    select count(*)::int as left from api_logs where user_id = ${userId}`;
  return left;
}

test('every service is listed with what waits; one that hangs is away and holds nobody up', async () => {
  await parked(randomUUID());
  const beganMs = performance.now();
  const { items } = await asAdmin().listServices({});
  expect(performance.now() - beganMs).toBeLessThan(2_500);
  expect(items.map(({ service, state }) => [service, state])).toEqual([
    ['gateway', 'up'],
    ['building', 'away'],
    ['ticket', 'away'],
    ['notification', 'away'],
    ['slow', 'away'],
  ]);
  expect(items[0]!.lag).toEqual({
    outbox: { waiting: 0, oldest: null },
    inbox: { waiting: 0, oldest: null, parked: 1 },
  });
  expect(items.at(-1)).toMatchObject({ lag: null, jobs: [] });
  await asAdmin().replayEvents({ service: 'gateway' });
});

test('a database that does not answer is told from a service that does not', async () => {
  const { db } = gatewayCtx();
  const { one } = db;
  db.one = () => () => Promise.reject(new CodedError('unavailable', 'away'));
  expect(await listed()).toEqual({ service: 'gateway', state: 'database_away', lag: null, jobs: [] });
  db.one = one;
  expect((await state()).lag).not.toBeNull();
});

test('parked events are listed without what they say, page by page', async () => {
  const ids = await parked(randomUUID(), randomUUID(), randomUUID());
  const first = await asAdmin().listParkedEvents({ service: 'gateway', limit: 2 });
  const second = await asAdmin().listParkedEvents({ service: 'gateway', limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(ids.sort());
  expect(second.nextCursor).toBeNull();
  expect(first.items[0]).toMatchObject({ type: userDeleted.type, attempts: 20, error: 'no such column' });
  expect(Object.keys(first.items[0]!)).not.toContain('data');
  const nonsense = asAdmin().listParkedEvents({ service: 'gateway', cursor: 'nonsense' });
  await expect(nonsense).rejects.toMatchObject({ code: 'invalid_cursor' });
  expect(await asAdmin().replayEvents({ service: 'gateway' })).toEqual({ replayed: 3 });
});

test('a replayed event is handled, the others stay, and the log says who replayed it', async () => {
  const [user, other] = [t.person(), t.person()];
  const [eventId] = await parked(user.userId, other.userId);
  for (const each of [user, other]) await t.http('/api/v1/home', { user: each });
  expect([await visits(user.userId), await visits(other.userId)]).toEqual([1, 1]);

  expect(await asAdmin().replayEvents({ service: 'gateway', eventId: eventId! })).toEqual({ replayed: 1 });
  await t.settle({ tolerateFailures: true });
  expect([await visits(user.userId), await visits(other.userId)]).toEqual([0, 1]);
  expect((await state()).lag!.inbox).toMatchObject({ waiting: 0, parked: 1 });
  expect((await audited()).at(-1)).toEqual({
    action: 'backstageReplay',
    user_id: admin.userId,
    via: 'gateway',
    details: { eventId },
  });
  const again = asAdmin().replayEvents({ service: 'gateway', eventId: eventId! });
  await expect(again).rejects.toMatchObject({ code: 'not_found' });

  expect(await asAdmin().replayEvents({ service: 'gateway' })).toEqual({ replayed: 1 });
  await t.settle();
  expect(await visits(other.userId)).toBe(0);
});

test('a job runs when told, and what became of it is shown', async () => {
  const upkeep = async () => (await state()).jobs.find(({ name }) => name === 'kernel-upkeep')!;
  const before = await upkeep();
  expect(before).toMatchObject({ running: false, lastError: null });
  expect(before.nextRunAt > t.clock.now()).toBe(true);
  expect(await t.running('gateway').runDueJobs()).toBe(0);
  await asAdmin().runJob({ service: 'gateway', job: 'kernel-upkeep' });
  expect((await upkeep()).nextRunAt <= t.clock.now()).toBe(true);
  expect(await t.running('gateway').runDueJobs()).toBe(1);
  const after = await upkeep();
  expect(after.runs).toBe(before.runs + 1);
  expect(after.nextRunAt > t.clock.now()).toBe(true);
  expect((await audited()).at(-1)).toMatchObject({
    action: 'backstageRunJob',
    user_id: admin.userId,
    details: { job: 'kernel-upkeep' },
  });
});

test('a job that is due already does not become due later', async () => {
  await t.db('gateway').run`
    update jobs set next_run_at = '2020-01-01T00:00:00.000Z', last_started_at = ${t.clock.now()}, last_finished_at = null`;
  await asAdmin().runJob({ service: 'gateway', job: 'kernel-upkeep' });
  const [job] = (await state()).jobs;
  expect(job).toMatchObject({ nextRunAt: '2020-01-01T00:00:00.000Z', running: true });
});

test('what is not there is told of by its name', async () => {
  const missing = { code: 'not_found' };
  await expect(asAdmin().listParkedEvents({ service: 'nobody' })).rejects.toMatchObject(missing);
  await expect(asAdmin().replayEvents({ service: 'nobody' })).rejects.toMatchObject(missing);
  await expect(asAdmin().runJob({ service: 'nobody', job: 'kernel-upkeep' })).rejects.toMatchObject(missing);
  await expect(asAdmin().runJob({ service: 'gateway', job: 'nothing' })).rejects.toMatchObject(missing);
});

test('only administrators of the platform look behind it, and nobody past the entrance', async () => {
  const refused = { code: 'permission_denied' };
  for (const user of [t.person(), t.person('manager@building:1'), t.person('support@platform')]) {
    const { gateway: asked } = t.as(user);
    await expect(asked.listServices({})).rejects.toMatchObject(refused);
    await expect(asked.listParkedEvents({ service: 'gateway' })).rejects.toMatchObject(refused);
    await expect(asked.replayEvents({ service: 'gateway' })).rejects.toMatchObject(refused);
    await expect(asked.runJob({ service: 'gateway', job: 'kernel-upkeep' })).rejects.toMatchObject(refused);
  }
  for (const endpoint of Object.values(backstageOf('gateway').endpoints)) {
    const raw = t.running('gateway').invokes[endpoint.name]!({ job: 'kernel-upkeep' }, { user: admin } as never);
    await expect(raw).rejects.toBeInstanceOf(CodedError);
  }
  const outside = await t.http('/api/v1/internal/backstage/gateway', { user: admin });
  expect(outside.status).toBe(404);
});
