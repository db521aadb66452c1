import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildingCreated } from '#services/building/events';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const targets = { firstResponseMinutes: 30, updateMinutes: null, solutionMinutes: 60 };
const sla = { normal: targets, urgent: targets };
const list = async (more: object = {}) =>
  (await w.t.as(w.place.resident).ticket.listCategories({ buildingId: w.place.buildingId, ...more })).items;

test('a new building has three levels of categories, also when it is told twice', async () => {
  const { t, place } = w;
  const before = await list();
  await t.deliver(buildingCreated, { buildingId: place.buildingId, createdBy: null });
  await t.redeliver();
  expect(await list()).toEqual(before);
  expect(new Set(before.map(({ path }) => path.length))).toEqual(new Set([1, 2, 3]));
  for (const [index, { parentId }] of before.entries())
    if (parentId !== null) expect(before.slice(0, index).map(({ id }) => id)).toContain(parentId);
  const chain = await t.as(place.manager).ticket.getEscalation({ buildingId: place.buildingId });
  expect(chain.levels).toEqual([{ afterMinutes: 120, userIds: [], roles: ['manager'] }]);
});

test('the manager adds categories, three levels deep and each name once', async () => {
  const { t, place } = w;
  const { buildingId } = place;
  const api = t.as(place.manager).ticket;
  const top = await api.addCategory({ buildingId, name: 'Sauna', sla });
  const middle = await api.addCategory({ buildingId, name: 'Stove', parentId: top.id });
  const leaf = await api.addCategory({ buildingId, name: 'Cold', parentId: middle.id });
  expect(leaf.path).toEqual([top.id, middle.id, leaf.id]);
  const add = (more: object) => api.addCategory({ buildingId, name: 'Door', parentId: top.id, ...more });
  await expect(add({ parentId: leaf.id })).rejects.toMatchObject({ extras: { reason: 'too_deep' } });
  await expect(add({ name: 'Stove' })).rejects.toMatchObject({ extras: { reason: 'category_name_taken' } });
  await expect(add({ parentId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  await expect(add({ parentId: null })).rejects.toMatchObject({ extras: { reason: 'no_sla' } });
  await expect(t.as(place.support).ticket.addCategory({ buildingId, name: 'Mine', sla })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  const opened = await t.as(place.resident).ticket.openTicket(report(place, { categoryId: leaf.id }));
  const { clocks } = await t.as(place.resident).ticket.getTicket({ ticketId: opened.id });
  expect(clocks.map(({ targetMinutes }) => targetMinutes)).toEqual([30, null, 60]);
});

test('an archived category takes no more tickets, nor do those below it', async () => {
  const { t, place } = w;
  const api = t.as(place.manager).ticket;
  const lift = place.category('Lift');
  const below = place.category('Out of order');
  const before = (await list()).length;
  expect(await api.updateCategory({ categoryId: lift, archived: true })).toMatchObject({ archived: true, version: 2 });
  expect((await list()).length).toBe(before - 4);
  expect((await list({ withArchived: true })).length).toBe(before);
  const open = (categoryId: string) => t.as(place.resident).ticket.openTicket(report(place, { categoryId }));
  await expect(open(below)).rejects.toMatchObject({ extras: { reason: 'category_archived' } });
  await expect(api.addCategory({ buildingId: place.buildingId, name: 'X', parentId: lift })).rejects.toMatchObject({
    extras: { reason: 'category_archived' },
  });
  await api.updateCategory({ categoryId: lift, archived: false });
  expect(await open(below)).toMatchObject({ categoryId: below });
});

test('a category changes under its version, and never loses the promise it needs', async () => {
  const { t, place } = w;
  const api = t.as(place.manager).ticket;
  const categoryId = place.category('Cleaning and waste');
  const changed = await api.updateCategory({ categoryId, name: 'Cleaning', position: 3, sla });
  expect(changed).toMatchObject({ name: 'Cleaning', position: 3, sla });
  const change = (more: object) => api.updateCategory({ categoryId, ...more });
  await expect(change({ expectedVersion: 1 })).rejects.toMatchObject({ code: 'version_mismatch' });
  await expect(change({ sla: null })).rejects.toMatchObject({ extras: { reason: 'no_sla' } });
  await expect(change({ name: 'Neighbourhood' })).rejects.toMatchObject({ code: 'already_exists' });
  await expect(change({ categoryId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  await expect(t.as(place.stranger).ticket.updateCategory({ categoryId, name: 'Mine' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('a building has a limit to its categories', async () => {
  const { t, place } = w;
  const { buildingId } = place;
  await t.ctx('ticket').db.run`
    insert into categories (id, building_id, parent_id, path, name, sla, created_at)
    select v.id, ${buildingId}, null, array[v.id], v.id::text, '{}', ${t.clock.now()}
    from (select overlay(${randomUUID()} placing lpad(to_hex(n), 12, '0') from 25)::uuid as id
          from generate_series(1, 500) as n) v`;
  const more = t.as(place.manager).ticket.addCategory({ buildingId, name: 'One more', sla });
  await expect(more).rejects.toThrow('at most 500');
});
