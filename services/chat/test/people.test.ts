import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import {
  buildingCreated,
  residentUnverified,
  residentVerified,
  unitAssignedToUser,
  unitVacated,
} from '#services/building/events';
import { userDeleted, userRoleChanged } from '#services/iam/events';
import { chatMoveOutHandled } from '../events.ts';
import { movesIn, movesOut, openWorld, type World, words } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const reads = async (user: World['ada']) => (await w.t.as(user).chat.listChannels({ limit: 100 })).items.length > 0;
const speaks = async (user: World['ada']) =>
  (await w.t.as(user).chat.listChannels({ limit: 100 })).items.some(({ mayPost }) => mayPost);

test('an end that was overtaken by a later start ends nothing', async () => {
  const { buildingId, entranceA: entranceId } = w.home;
  const user = { ...w.t.person(), unitId: randomUUID() };
  const home = { userId: user.userId, unitId: user.unitId, buildingId };
  await w.t.deliver(unitAssignedToUser, { ...home, entranceId, relation: 'tenant' });
  await w.t.deliver(residentVerified, home);
  expect(await speaks(user)).toBe(true);
  await movesOut(w.t, w.home, user);
  expect(await reads(user)).toBe(false);
  await w.t.advance('1m');
  // They come in another order than they happened.
  await w.t.deliver(residentVerified, home);
  await w.t.deliver(unitAssignedToUser, { ...home, entranceId, relation: 'tenant' });
  expect(await speaks(user)).toBe(true);
  await w.t.advance('1m');
  await w.t.deliver(residentUnverified, { ...home, leftBuilding: true });
  expect(await reads(user)).toBe(false);
});

test('somebody with two homes stays while one is left', async () => {
  const user = await movesIn(w.t, w.home, w.home.entranceA);
  const { buildingId, entranceB: entranceId } = w.home;
  const home = { userId: user.userId, unitId: randomUUID(), buildingId };
  await w.t.deliver(unitAssignedToUser, { ...home, entranceId, relation: 'owner' });
  await w.t.deliver(residentVerified, home);
  await movesOut(w.t, w.home, user);
  const names = (await w.t.as(user).chat.listChannels({})).items.map(({ name }) => name).toSorted();
  expect(names).toEqual(['Entrance B', 'Everybody']);
  // Chat's share of the move-out: the channel of the other entrance.
  expect(w.t.published(chatMoveOutHandled).at(-1)?.data.ended).toEqual({ channels: 1 });
});

test('staff come and go by their role', async () => {
  const user = w.t.person();
  const scope = `building:${w.home.buildingId}`;
  const change = async (more: object) =>
    w.t.deliver(userRoleChanged, { userId: user.userId, role: 'support', scope, change: 'granted', ...more });
  await change({ role: 'resident' });
  await change({ scope: 'platform' });
  expect(await reads(user)).toBe(false);
  await change({});
  expect(await speaks(user)).toBe(true);
  await change({ change: 'revoked' });
  expect(await reads(user)).toBe(false);
});

test('every event delivered twice changes nothing the second time', async () => {
  const { buildingId, entranceA: entranceId } = w.home;
  const userId = randomUUID();
  const home = { userId, unitId: randomUUID(), buildingId };
  await w.t.deliver(buildingCreated, { buildingId, createdBy: null });
  await w.t.deliver(unitAssignedToUser, { ...home, entranceId, relation: 'tenant' });
  await w.t.deliver(residentVerified, home);
  await w.t.deliver(userRoleChanged, { userId, role: 'manager', scope: `building:${buildingId}`, change: 'granted' });
  await w.t.advance('1m');
  await w.t.deliver(residentUnverified, { ...home, leftBuilding: true });
  await w.t.deliver(unitVacated, { ...home, moveOutId: randomUUID(), leftBuilding: true });
  const gone = await movesIn(w.t, w.home, w.home.entranceA);
  await w.t.as(gone).chat.sendMessage(words(w.everybody));
  await w.t.deliver(userDeleted, { userId: gone.userId });
  const state = async () => ({
    channels: await w.t.db('chat').many({ id: col.uuid, last_sequence: col.int })`
      select id, last_sequence from channels order by id`,
    residents: await w.t.db('chat').many({ user_id: col.uuid, lives: col.bool.orNull })`
      select user_id, lives from residents order by user_id, unit_id`,
  });
  const before = await state();
  await w.t.redeliver();
  expect(await state()).toEqual(before);
});

test('of a deleted account what was said stays, and nothing says by whom', async () => {
  const gone = await movesIn(w.t, w.home, w.home.entranceA);
  const api = w.t.as(gone).chat;
  const { id: messageId } = await api.sendMessage(words(w.everybody, { text: 'remember me' }));
  const named = await w.t.as(w.ada).chat.sendMessage(words(w.everybody, { mentions: [gone.userId, w.ben.userId] }));
  const direct = await api.openDirectChannel({ buildingId: w.home.buildingId, userId: w.ada.userId });
  await api.createChannel({ buildingId: w.home.buildingId, name: 'Theirs' });
  await api.reportMessage({ channelId: w.everybody, messageId: named.id, reason: 'other' });
  const start = await w.t.as(w.ben).chat.resumeChannel({ channelId: w.everybody });
  await w.t.deliver(userDeleted, { userId: gone.userId });
  // Their home and their role end by it, or began just before; either may be told later.
  const home = { userId: gone.userId, unitId: randomUUID(), buildingId: w.home.buildingId };
  await w.t.deliver(unitAssignedToUser, { ...home, entranceId: w.home.entranceA, relation: 'tenant' });
  await w.t.deliver(residentVerified, home);
  await w.t.deliver(unitVacated, { ...home, moveOutId: randomUUID(), leftBuilding: true });
  const scope = `building:${w.home.buildingId}`;
  await w.t.deliver(userRoleChanged, { userId: gone.userId, role: 'support', scope, change: 'granted' });
  const since = { channelId: w.everybody, lastSequence: start.sequence };
  const { messages, sequence } = await w.t.as(w.ben).chat.resumeChannel(since);
  expect(sequence).toBe(start.sequence + 2);
  expect(messages.find(({ id }) => id === messageId)).toMatchObject({ authorId: null, text: 'remember me' });
  expect(messages.find(({ id }) => id === named.id)).toMatchObject({ mentions: [w.ben.userId] });
  expect((await w.t.as(w.ada).chat.getChannel({ channelId: direct.id })).userIds).toEqual([w.ada.userId]);
  const tables = await w.t.db('chat').many({ row: col.text })`
    select c::text as row from channels c union all select m::text from messages m
    union all select r::text from residents r union all select f::text from staff f union all select s::text from read_states s
    union all select n::text from mentions n union all select p::text from message_reports p`;
  expect(tables.filter(({ row }) => row.includes(gone.userId))).toEqual([]);
  await w.t.advance('31d');
  expect(await w.t.db('chat').run`select from forgotten_people`).toBe(0);
});
