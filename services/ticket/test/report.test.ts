import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ticketCreated } from '../events.ts';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const open = (more: object, user = w.place.resident, extra = {}) =>
  w.t.as(user, extra).ticket.openTicket(report(w.place, more));

test('a report keeps its photos and tells whom it concerns', async () => {
  const { t, place, peers } = w;
  const fileIds = [randomUUID(), randomUUID()];
  const opened = await open({ fileIds, description: 'Since Sunday. 🥶\nAll rooms.' });
  expect((await t.as(place.resident).ticket.getTicket({ ticketId: opened.id })).fileIds.toSorted()).toEqual(
    fileIds.toSorted(),
  );
  expect(fileIds.every(id => peers.claims.get(id)?.startsWith('ticket:'))).toBe(true);
  await t.settle();
  expect(t.published(ticketCreated).at(-1)?.data).toEqual({
    ticketId: opened.id,
    buildingId: place.buildingId,
    unitId: place.unitId,
    title: 'The radiator is cold',
    watchers: [place.resident.userId],
    by: place.resident.userId,
    openedBy: place.resident.userId,
    categoryId: place.category('Heating'),
    urgent: false,
  });
});

test('a report sent many times under one key opens one ticket with its photo', async () => {
  const fileIds = [randomUUID()];
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => open({ fileIds }, w.place.resident, { idempotencyKey: 'the-same' })),
  );
  expect(new Set(replies.map(reply => JSON.stringify(reply))).size).toBe(1);
  const again = await open({ fileIds }, w.place.resident, { idempotencyKey: 'the-same' });
  expect(again).toEqual(replies[0]);
  const other = open({ fileIds, title: 'Another report' }, w.place.resident, { idempotencyKey: 'the-same' });
  await expect(other).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  expect(w.peers.released).toEqual([]);
});

test('a refused report lets go of its photo, so that the next try has it', async () => {
  const fileIds = [randomUUID()];
  const refused = open({ fileIds, categoryId: randomUUID() });
  await expect(refused).rejects.toMatchObject({ code: 'not_found' });
  expect(await open({ fileIds })).toMatchObject({ status: 'open' });
  await expect(open({ fileIds })).rejects.toMatchObject({ extras: { reason: 'file_claimed' } });
});

test('residents report for their own home or a common area, staff for any home', async () => {
  const { t, place } = w;
  const foreign = open({ unitId: place.otherUnitId });
  await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
  const place1 = { text: 'Stairwell', entranceId: place.entranceId, floorId: place.floorId };
  const common = await open({ unitId: undefined, place: place1 });
  expect(common).toMatchObject({ unitId: null, unitLabel: null, place: place1 });
  expect(await open({ unitId: place.otherUnitId }, place.support)).toMatchObject({ unitLabel: 'A-2' });
  await expect(open({ unitId: randomUUID() }, place.support)).rejects.toMatchObject({ code: 'not_found' });
  await expect(open({}, place.stranger)).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(open({ tags: ['mine'] })).rejects.toMatchObject({ code: 'permission_denied' });
  expect(await open({ tags: ['Winter', 'winter'] }, place.support)).toMatchObject({ tags: ['winter'] });
  expect(await t.asService('marketplace').ticket.openTicket(report(place))).toMatchObject({ openedBy: null });
});

test('a report says where it is in exactly one way, by parts the building has', async () => {
  const { place } = w;
  const nowhere = { code: 'invalid_argument' };
  await expect(open({ unitId: undefined })).rejects.toMatchObject(nowhere);
  await expect(open({ place: { text: 'Cellar' } })).rejects.toMatchObject(nowhere);
  const missing = { code: 'not_found' };
  await expect(open({ unitId: undefined, place: { text: 'Hall', entranceId: randomUUID() } })).rejects.toMatchObject(
    missing,
  );
  await expect(open({ unitId: undefined, place: { text: 'Hall', floorId: randomUUID() } })).rejects.toMatchObject(
    missing,
  );
  await expect(open({ assetId: randomUUID() })).rejects.toMatchObject(missing);
  expect(place.unitId).not.toBe(place.otherUnitId);
});

test.each([
  ['a title of blanks', { title: '     ' }],
  ['a title with a line break', { title: 'Heating\nis cold' }],
  ['a character PostgreSQL cannot hold', { description: 'cold\u0000' }],
  ['half of a character', { title: 'cold \ud83e' }],
  ['an unknown field', { status: 'closed' }],
  ['too many photos', { fileIds: Array.from({ length: 11 }, () => randomUUID()) }],
])('%s is refused with a sentence', async (_what, more) => {
  await expect(open(more)).rejects.toMatchObject({ code: 'invalid_argument', message: expect.stringMatching(/\w+/) });
});

test('of many reports at once each has a reference of its own', async () => {
  const opened = await Promise.all(Array.from({ length: 20 }, () => open({})));
  expect(new Set(opened.map(({ reference }) => reference)).size).toBe(20);
});

test('over HTTP a report is answered with 201, and a stale If-Match with 412', async () => {
  const { t, place } = w;
  const send = (path: string, method: string, body: object, headers = {}, user = place.support) =>
    t.http(`/api/v1${path}`, {
      method,
      user,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const created = await send('/tickets', 'POST', report(place), {}, place.resident);
  expect(created.status).toBe(201);
  const { id } = (await created.json()) as { id: string };
  const read = await t.http(`/api/v1/tickets/${id}`, { user: place.support });
  const etag = read.headers.get('etag')!;
  expect(etag).toMatch(/^"1\./);
  const body = { assigneeId: place.support.userId };
  const first = await send(`/tickets/${id}/assignment`, 'PUT', body, { 'if-match': etag });
  expect(first.status).toBe(200);
  const late = await send(
    `/tickets/${id}/assignment`,
    'PUT',
    { assigneeId: place.manager.userId },
    { 'if-match': etag },
  );
  expect([late.status, late.headers.get('content-type')]).toEqual([412, 'application/problem+json']);
});

test('a building that was never announced gives out references all the same', async () => {
  await w.t.db('ticket').run`delete from building_codes`;
  const opened = await Promise.all(Array.from({ length: 5 }, () => open({})));
  const codes = new Set(opened.map(({ reference }) => reference.split('-')[0]));
  expect([codes.size, new Set(opened.map(({ reference }) => reference)).size]).toEqual([1, 5]);
});
