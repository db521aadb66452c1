import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageSent } from '../events.ts';
import { channelOf, movesIn, openWorld, type World, words } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

test('whoever lives behind an entrance has its channel and that of the building, staff have all', async () => {
  const namesOf = async (user: World['ada']) =>
    (await w.t.as(user).chat.listChannels({ buildingId: w.home.buildingId })).items.map(({ name }) => name).toSorted();
  expect(await namesOf(w.ada)).toEqual(['Entrance A', 'Everybody']);
  expect(await namesOf(w.cem)).toEqual(['Entrance B', 'Everybody']);
  expect(await namesOf(w.manager)).toEqual(['Entrance A', 'Entrance B', 'Everybody']);
  expect(await namesOf(w.stranger)).toEqual([]);
  const first = await w.t.as(w.manager).chat.listChannels({ limit: 2 });
  const second = await w.t.as(w.manager).chat.listChannels({ limit: 2, cursor: first.nextCursor! });
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
});

test('another building, another entrance and other people’s words are not found', async () => {
  const entrance = await channelOf(w.t, w.cem, 'entrance');
  const { id: messageId } = await w.t.as(w.cem).chat.sendMessage(words(entrance));
  const on = { channelId: entrance, messageId };
  for (const user of [w.stranger, w.ada]) {
    const api = w.t.as(user).chat;
    for (const attempt of [
      () => api.getChannel({ channelId: entrance }),
      () => api.listMessages({ channelId: entrance }),
      () => api.resumeChannel({ channelId: entrance }),
      () => api.listMembers({ channelId: entrance }),
      () => api.sendMessage(words(entrance)),
      () => api.editMessage({ ...on, text: 'mine' }),
      () => api.deleteMessage(on),
      () => api.listRevisions(on),
      () => api.listMessageFiles(on),
      () => api.pinMessage(on),
      () => api.unpinMessage(on),
      () => api.listPins({ channelId: entrance }),
      () => api.reportMessage({ ...on, reason: 'spam' }),
      () => api.markRead({ channelId: entrance, number: 1 }),
      () => api.muteChannel({ channelId: entrance, until: null }),
      () => api.setTyping({ channelId: entrance }),
      () => api.updateChannel({ channelId: entrance, name: 'Mine' }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  }
  // Nor by a channel of one's own: a message is found in its own channel alone.
  const crossed = { channelId: w.everybody, messageId };
  await expect(w.t.as(w.ada).chat.listRevisions(crossed)).rejects.toMatchObject({ code: 'not_found' });
});

test('a member who is not verified reads and does not speak', async () => {
  const guest = await movesIn(w.t, w.home, w.home.entranceA, { verified: false });
  expect(await w.t.as(guest).chat.getChannel({ channelId: w.everybody })).toMatchObject({ mayPost: false });
  const denied = { code: 'permission_denied' };
  await expect(w.t.as(guest).chat.sendMessage(words(w.everybody))).rejects.toMatchObject(denied);
  const topic = { buildingId: w.home.buildingId, name: 'Guests' };
  await expect(w.t.as(guest).chat.createChannel(topic)).rejects.toMatchObject(denied);
});

test('a topic has one channel, which whoever opened it and managers may change', async () => {
  const { buildingId } = w.home;
  const made = await w.t.as(w.ada).chat.createChannel({ buildingId, name: 'Garden', description: 'Of herbs' });
  expect(made).toMatchObject({ kind: 'topic', name: 'Garden', mayPost: true });
  await expect(w.t.as(w.ben).chat.createChannel({ buildingId, name: 'garden' })).rejects.toMatchObject({
    extras: { reason: 'channel_name_taken' },
  });
  const channelId = made.id;
  await expect(w.t.as(w.ben).chat.updateChannel({ channelId, name: 'Mine' })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  await expect(w.t.as(w.manager).chat.updateChannel({ channelId: w.everybody, name: 'All' })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  expect(await w.t.as(w.ada).chat.updateChannel({ channelId, name: 'Herbs' })).toMatchObject({ name: 'Herbs' });
  expect(await w.t.as(w.manager).chat.updateChannel({ channelId, archived: true })).toMatchObject({
    archived: true,
    description: 'Of herbs',
    mayPost: false,
  });
  await expect(w.t.as(w.ben).chat.sendMessage(words(channelId))).rejects.toMatchObject({
    extras: { reason: 'archived' },
  });
  await w.t.as(w.manager).chat.updateChannel({ channelId, archived: false, description: '' });
  expect(await w.t.as(w.ben).chat.sendMessage(words(channelId))).toMatchObject({ number: 1 });
});

test('two people have one channel, which nobody else sees, not even the management', async () => {
  const { buildingId } = w.home;
  const mine = await w.t.as(w.ada).chat.openDirectChannel({ buildingId, userId: w.ben.userId });
  const theirs = await w.t.as(w.ben).chat.openDirectChannel({ buildingId, userId: w.ada.userId });
  expect(theirs.id).toBe(mine.id);
  expect(mine.userIds?.toSorted()).toEqual([w.ada.userId, w.ben.userId].toSorted());
  const channelId = mine.id;
  const { id } = await w.t.as(w.ada).chat.sendMessage(words(channelId));
  await w.t.settle();
  const told = w.t.published(messageSent).find(({ data }) => data.messageId === id);
  expect(told?.data).toMatchObject({ recipientId: w.ben.userId, kind: 'direct', channelName: null });
  for (const user of [w.cem, w.manager, w.stranger])
    await expect(w.t.as(user).chat.listMessages({ channelId })).rejects.toMatchObject({ code: 'not_found' });
  const members = await w.t.as(w.ben).chat.listMembers({ channelId });
  expect(members.items.map(({ userId }) => userId).toSorted()).toEqual([w.ada.userId, w.ben.userId].toSorted());
  await w.t.as(w.ben).chat.pinMessage({ channelId, messageId: id });
  const api = w.t.as(w.ada).chat;
  await expect(api.openDirectChannel({ buildingId, userId: w.stranger.userId })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(w.t.as(w.stranger).chat.openDirectChannel({ buildingId, userId: w.ada.userId })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(api.openDirectChannel({ buildingId, userId: w.ada.userId })).rejects.toMatchObject({
    extras: { reason: 'own_id' },
  });
});

test('the unread are counted from how far somebody has read, which never goes back', async () => {
  const newcomer = await movesIn(w.t, w.home, w.home.entranceB);
  const api = w.t.as(newcomer).chat;
  const unread = async () => (await api.getChannel({ channelId: w.everybody })).unread;
  expect(await unread()).toBe(0);
  const sent = [];
  for (let count = 0; count < 3; count++) sent.push(await w.t.as(w.ada).chat.sendMessage(words(w.everybody)));
  await w.t.as(w.ada).chat.editMessage({ channelId: w.everybody, messageId: sent[0]!.id, text: 'edited' });
  expect(await unread()).toBe(3);
  const last = sent.at(-1)!.number;
  expect(await api.markRead({ channelId: w.everybody, number: last - 1 })).toEqual({
    readNumber: last - 1,
    unread: 1,
  });
  await api.markRead({ channelId: w.everybody, number: 1 });
  expect(await unread()).toBe(1);
  await api.markRead({ channelId: w.everybody, number: 2_000_000_000 });
  expect(await unread()).toBe(0);
  await api.sendMessage(words(w.everybody));
  expect(await unread()).toBe(0);
  expect((await w.t.as(w.ben).chat.getChannel({ channelId: w.everybody })).unread).toBeGreaterThan(3);
});

test('a muted channel names nobody who muted it, until then', async () => {
  const until = '2026-03-03T09:00:00.000Z';
  await w.t.as(w.cem).chat.muteChannel({ channelId: w.everybody, until });
  const namedBy = async () => {
    const { id } = await w.t.as(w.ada).chat.sendMessage(words(w.everybody, { mentions: [w.cem.userId] }));
    await w.t.settle();
    return w.t.published(messageSent).find(({ data }) => data.messageId === id)?.data.mentions;
  };
  expect(await namedBy()).toEqual([]);
  expect((await w.t.as(w.cem).chat.getChannel({ channelId: w.everybody })).mutedUntil).toBe(until);
  w.t.clock.set('2026-03-03T10:00:00.000Z');
  expect(await namedBy()).toEqual([w.cem.userId]);
});

test('what does not exist is not found', async () => {
  const nowhere = { channelId: randomUUID() };
  await expect(w.t.as(w.ada).chat.getChannel(nowhere)).rejects.toMatchObject({ code: 'not_found' });
  const on = { channelId: w.everybody, messageId: randomUUID() };
  await expect(w.t.as(w.ada).chat.deleteMessage(on)).rejects.toMatchObject({ code: 'not_found' });
  await expect(w.t.anonymous().chat.listChannels({})).rejects.toMatchObject({ code: 'unauthenticated' });
});
