import { afterAll, beforeAll, expect, test } from 'vitest';
import { userDeleted } from '#services/iam/events';
import { answering, countsOf, retryAfterMinutes } from '../domain/keepers.ts';
import { exportReady } from '../events.ts';
import { openWorld, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

/** As somebody who has just proven who they are. */
const as = (user = w.ada) => w.t.as({ ...user, authenticatedAt: w.t.clock.now() }).profile;
const ready = (exportId: string) => w.t.published(exportReady).filter(({ subject }) => subject === exportId);

async function archiveOf(exportId: string, user = w.ada) {
  const { content, filename } = await as(user).downloadExport({ exportId });
  const archive = JSON.parse(Buffer.from(content as string).toString()) as { report: object; data: object };
  return { filename, archive };
}

test('an export asks every service once and is complete when each has answered', async () => {
  w.peers.kept.set('ticket', { tickets: [{ title: 'The radiator is cold' }], comments: [] });
  await as().updateMyProfile({ displayName: 'Ada' });
  w.peers.asked = [];
  const { id, state, complete } = await as().requestExport({});
  expect([state, complete]).toEqual(['collecting', false]);
  await expect(as().downloadExport({ exportId: id })).rejects.toMatchObject({ extras: { reason: 'collecting' } });
  await expect(as().requestExport({})).rejects.toMatchObject({ extras: { reason: 'export_running' } });
  await w.t.settle();
  expect(w.peers.asked.sort()).toEqual([...answering]);
  expect(ready(id).map(({ data }) => data)).toEqual([{ exportId: id, userId: w.ada.userId, complete: true }]);
  const [shown] = (await as().listExports({})).items;
  expect(shown).toMatchObject({ id, state: 'ready', complete: true });
  expect(shown!.parts.find(({ service }) => service === 'ticket')).toMatchObject({
    counts: { tickets: 1 },
    attempts: 1,
  });
  const { archive, filename } = await archiveOf(id);
  expect(filename).toBe('agora-data-2026-03-02.json');
  expect(archive).toMatchObject({
    report: { complete: true },
    data: { ticket: { tickets: [{ title: 'The radiator is cold' }] }, profile: { profile: [{ displayName: 'Ada' }] } },
  });
});

test('a service that is away is asked again, and named when the time is over', async () => {
  w.peers.down.add('order').add('cart');
  const { id } = await as().requestExport({});
  await w.t.settle();
  expect(ready(id)).toEqual([]);
  w.peers.down.delete('order');
  await w.t.advance('2m');
  await w.t.advance('24h');
  await w.t.advance('24h');
  expect(ready(id)[0]!.data).toMatchObject({ complete: false });
  const shown = (await as().listExports({})).items.find(each => each.id === id)!;
  expect(shown.parts.filter(({ state }) => state !== 'answered').map(({ service }) => service)).toEqual(['cart']);
  expect((await archiveOf(id)).archive.data).not.toHaveProperty('cart');
  w.peers.down.clear();
});

test('an export is its owner’s alone, asks for a fresh session, and is gone after a week', async () => {
  const ben = w.t.person();
  const { id } = await as(ben).requestExport({});
  await w.t.settle();
  await expect(as().downloadExport({ exportId: id })).rejects.toMatchObject({ code: 'not_found' });
  const stale = w.t.as({ ...ben, authenticatedAt: '2026-03-01T00:00:00.000Z' }).profile;
  await expect(stale.downloadExport({ exportId: id })).rejects.toMatchObject({ code: 'fresh_session_required' });
  await expect(stale.requestExport({})).rejects.toMatchObject({ code: 'fresh_session_required' });
  const second = await as(ben).requestExport({});
  await w.t.settle();
  const page = await as(ben).listExports({ limit: 1 });
  expect(page.items.map(each => each.id)).toEqual([second.id]);
  expect((await as(ben).listExports({ limit: 1, cursor: page.nextCursor! })).items.map(each => each.id)).toEqual([id]);
  await w.t.advance('8d');
  expect((await as(ben).listExports({})).items).toEqual([]);
  await expect(as(ben).downloadExport({ exportId: id })).rejects.toMatchObject({ code: 'not_found' });
});

test('of a deleted account every service is asked whether it has forgotten it, and the report says what is kept', async () => {
  const admin = w.t.person('admin@platform');
  const gone = w.t.person();
  w.peers.kept.clear();
  w.peers.kept.set('payment', { payments: [{ amount: 1 }], cards: [] });
  w.peers.kept.set('cart', { carts: [{ id: 1 }] });
  await w.t.deliver(userDeleted, { userId: gone.userId });
  await w.t.redeliver();
  await w.t.advance('2m');
  // It had not heard of it yet.
  w.peers.kept.delete('cart');
  const open = (await as(admin).listErasures({})).items;
  expect(open).toMatchObject([{ userId: gone.userId, state: 'collecting' }]);
  for (let round = 0; round < 3; round++) await w.t.advance('12h');
  const [report] = (await as(admin).listErasures({})).items;
  expect(report).toMatchObject({ state: 'ready', complete: false, kept: ['payment'] });
  expect(report!.parts.find(({ service }) => service === 'payment')!.counts).toEqual({ payments: 1 });
  expect(
    await w.t.db('profile')
      .run`select from data_request_parts where request_id = ${report!.id} and content is not null`,
  ).toBe(0);
  expect(ready(report!.id)).toEqual([]);
  w.peers.kept.clear();
  const other = w.t.person();
  await w.t.deliver(userDeleted, { userId: other.userId });
  await w.t.advance('2m');
  const first = await as(admin).listErasures({ limit: 1 });
  expect(first.items).toMatchObject([{ userId: other.userId, complete: true, kept: [] }]);
  expect((await as(admin).listErasures({ limit: 1, cursor: first.nextCursor! })).items).toMatchObject([
    { userId: gone.userId },
  ]);
  await expect(as().listErasures({})).rejects.toMatchObject({ code: 'permission_denied' });
});

test('questions come further apart the longer there is no answer, and empty kinds are not counted', () => {
  expect([1, 2, 3, 4, 9].map(retryAfterMinutes)).toEqual([1, 5, 15, 60, 60]);
  expect(countsOf({ tickets: [1, 2], comments: [] })).toEqual({ tickets: 2 });
});
