import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { CodedError } from '#kernel/errors';
import { type ChatClient, chatClient } from './client.ts';
import { channelOf, movesIn, movesOut, openWorld, type World, words } from './fixture.ts';

let w: World;
let url: string;
const open: ChatClient[] = [];
beforeAll(async () => {
  w = await openWorld();
  url = await w.t.url();
});
afterEach(() => {
  for (const client of open.splice(0)) client.disconnect();
});
afterAll(() => w.t.close());

async function connected(user: User, channelId = w.everybody): Promise<ChatClient> {
  const client = chatClient(url, () => w.t.tokenOf(user), channelId);
  open.push(client);
  await client.connect();
  return client;
}

const sequenceOf = async (channelId = w.everybody) =>
  (await w.t.as(w.manager).chat.getChannel({ channelId })).lastSequence;

async function until(holds: () => boolean): Promise<void> {
  const endMs = performance.now() + 5_000;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error('it did not happen in time');
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

test('what one says the other hears at once, and the sender once with their own id', async () => {
  const [ada, ben] = [await connected(w.ada), await connected(w.ben)];
  const said = words(w.everybody);
  const { output } = await ada.call('chat.sendMessage', said);
  expect(output).toMatchObject({ authorId: w.ada.userId, localId: said.localId, text: said.text });
  const again = await ada.call('chat.sendMessage', said);
  expect(again.output).toEqual(output);
  const { id, sequence } = output as { id: string; sequence: number };
  await Promise.all([ada.reached(sequence), ben.reached(sequence)]);
  for (const client of [ada, ben]) {
    expect(client.messages.get(id)).toEqual(output);
    expect(client.pushed.filter(({ data }) => (data as { id: string }).id === id)).toHaveLength(1);
  }
});

test('nobody connects without a token that counts', async () => {
  const refused = async (auth: object) => {
    const socket = io(url, { path: '/api/v1/realtime', transports: ['websocket'], forceNew: true, auth });
    const error = await new Promise<Error & { data?: { code: string } }>(resolve => {
      socket.once('connect_error', resolve as never);
    });
    socket.disconnect();
    return error.data?.code;
  };
  expect(await refused({})).toBe('unauthenticated');
  expect(await refused({ token: 'made up' })).toBe('unauthenticated');
  const ended = w.t.person();
  const token = await w.t.tokenOf(ended);
  await w.t.ctx('chat').revocations.revokeSession(ended.sessionId);
  expect(await refused({ token })).toBe('unauthenticated');
});

test('a socket ends with its session, at once, and with its token unless that is renewed', async () => {
  const [ada, ben, cem] = [await connected(w.ada), await connected(w.ben), await connected(w.cem)];
  await w.t.ctx('chat').revocations.revokeSession(w.ben.sessionId);
  await until(() => ben.bye.length > 0);
  expect(ben.bye).toEqual(['unauthenticated']);
  w.t.clock.advance('9m');
  const renewed = await ada.socket.emitWithAck('renew', { token: await w.t.tokenOf(w.ada) });
  expect(renewed).toEqual({ output: null });
  const foreign = await ada.socket.emitWithAck('renew', { token: await w.t.tokenOf(w.cem) });
  expect(foreign.problem.code).toBe('permission_denied');
  w.t.clock.advance('2m');
  await until(() => cem.bye.length > 0);
  expect(cem.bye).toEqual(['token_expired']);
  expect(ada.socket.connected).toBe(true);
  w.ben = await movesIn(w.t, w.home, w.home.entranceA);
});

test('whoever moved out is out of the channels at once, hears nothing more and finds nothing', async () => {
  const leaver = await movesIn(w.t, w.home, w.home.entranceA);
  const direct = await w.t.as(w.ada).chat.openDirectChannel({ buildingId: w.home.buildingId, userId: leaver.userId });
  const client = await connected(leaver);
  const pair = await connected(leaver, direct.id);
  const before = await w.t.as(w.ada).chat.sendMessage(words(w.everybody));
  await client.reached(before.sequence);
  await movesOut(w.t, w.home, leaver);
  await until(() => client.left.includes(w.everybody) && pair.left.includes(direct.id));
  const after = await w.t.as(w.ada).chat.sendMessage(words(w.everybody));
  const heard = await connected(w.ada);
  await heard.reached(after.sequence);
  expect(client.messages.has(after.id)).toBe(false);
  const api = w.t.as(leaver).chat;
  for (const attempt of [
    () => api.listMessages({ channelId: w.everybody }),
    () => api.resumeChannel({ channelId: w.everybody }),
    () => api.listMessages({ channelId: direct.id }),
    () => api.sendMessage(words(w.everybody)),
    () => api.getChannel({ channelId: w.everybody }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  expect((await api.listChannels({})).items).toEqual([]);
  expect((await api.searchMessages({ q: before.text })).items).toEqual([]);
  const follow = { topic: 'chat.channel', input: { channelId: w.everybody } };
  expect((await client.socket.emitWithAck('follow', follow)).problem.code).toBe('not_found');
});

test('what is said between reading the state and following is pushed after the state, once', async () => {
  const { invokes } = w.t.running('chat');
  const resume = invokes.resumeChannel!;
  const between: string[] = [];
  invokes.resumeChannel = async (raw, call) => {
    const state = await resume(raw, call);
    between.push((await w.t.as(w.ben).chat.sendMessage(words(w.everybody))).id);
    return state;
  };
  const ada = await connected(w.ada);
  invokes.resumeChannel = resume;
  await until(() => ada.messages.has(between[0]!));
  expect(between).toHaveLength(1);
  expect(ada.pushed.map(({ data }) => (data as { id: string }).id)).toEqual(between);
});

test('whoever moves out while the state is read follows nothing', async () => {
  const leaver = await movesIn(w.t, w.home, w.home.entranceB);
  const { invokes } = w.t.running('chat');
  const resume = invokes.resumeChannel!;
  invokes.resumeChannel = async (raw, call) => {
    const state = await resume(raw, call);
    await movesOut(w.t, w.home, leaver);
    return state;
  };
  const client = await connected(leaver);
  invokes.resumeChannel = resume;
  const heard = await connected(w.ada);
  const { sequence } = await w.t.as(w.ada).chat.sendMessage(words(w.everybody));
  await heard.reached(sequence);
  expect(client.messages.size + client.pushed.length).toBe(0);
});

test('whoever cannot be told what they missed follows on, and hears what is said meanwhile', async () => {
  const ada = await connected(w.ada);
  const { invokes } = w.t.running('chat');
  const resume = invokes.resumeChannel!;
  let meanwhile = '';
  invokes.resumeChannel = async () => {
    meanwhile = (await w.t.as(w.ben).chat.sendMessage(words(w.everybody))).id;
    throw new CodedError('unavailable', 'chat is away');
  };
  const follow = { topic: 'chat.channel', input: { channelId: w.everybody } };
  expect((await ada.socket.emitWithAck('follow', follow)).problem.code).toBe('unavailable');
  invokes.resumeChannel = resume;
  const { id } = await w.t.as(w.ben).chat.sendMessage(words(w.everybody));
  await until(() => ada.messages.has(id));
  expect(ada.pushed.map(({ data }) => (data as { id: string }).id)).toEqual([meanwhile, id]);
});

test('a foreign channel is not followed, nor what does not exist', async () => {
  const stranger = await connected(w.stranger);
  const ask = async (topic: string, input: object) =>
    (await stranger.socket.emitWithAck('follow', { topic, input })).problem?.code;
  expect(await ask('chat.channel', { channelId: w.everybody })).toBe('not_found');
  expect(await ask('chat.channel', { channelId: randomUUID() })).toBe('not_found');
  expect(await ask('chat.channel', { channelId: 'x' })).toBe('invalid_argument');
  expect(await ask('chat.nothing', {})).toBe('not_found');
  expect((await stranger.socket.emitWithAck('follow', 7)).problem.code).toBe('invalid_argument');
  const called = async (endpoint: string) => (await stranger.call(endpoint, words(w.everybody))).problem?.code;
  expect(await called('chat.sendMessage')).toBe('not_found');
  expect(await called('chat.listReports')).toBe('not_found');
  await w.t.as(w.ada).chat.sendMessage(words(w.everybody));
  expect(stranger.pushed).toEqual([]);
});

test('nothing more is pushed to a socket that stopped following', async () => {
  const ada = await connected(w.ada);
  await ada.socket.emitWithAck('unfollow', { topic: 'chat.channel', id: w.everybody });
  const heard = await connected(w.cem);
  const { id, sequence } = await w.t.as(w.manager).chat.sendMessage(words(w.everybody));
  await heard.reached(sequence);
  expect(ada.messages.has(id)).toBe(false);
});

test('typing and presence are shown and never kept', async () => {
  const [ada, cem] = [await connected(w.ada), await connected(w.cem)];
  await ada.call('chat.setTyping', { channelId: w.everybody });
  await ada.call('chat.setTyping', { channelId: w.everybody });
  await ada.call('chat.setPresence', { state: 'online' });
  await ada.call('chat.setPresence', { state: 'online' });
  await until(() => cem.pushed.some(({ type }) => type === 'presence'));
  const seen = cem.pushed.filter(({ type }) => type === 'typing' || type === 'presence');
  expect(seen.map(({ type }) => type)).toEqual(['typing', 'presence']);
  expect(seen[0]!.data).toMatchObject({ channelId: w.everybody, userId: w.ada.userId });
  const presenceOf = async (user: User) =>
    (await w.t.as(w.cem).chat.listMembers({ channelId: w.everybody, limit: 100 })).items.find(
      each => each.userId === user.userId,
    )?.presence;
  expect(await presenceOf(w.ada)).toBe('online');
  expect(await presenceOf(w.cem)).toBe('offline');
  await ada.call('chat.setPresence', { state: 'away' });
  expect(await presenceOf(w.ada)).toBe('away');
  w.t.clock.advance('2m');
  expect(await presenceOf(w.ada)).toBe('offline');
  await ada.call('chat.setPresence', { state: 'online' });
  await ada.call('chat.setPresence', { state: 'offline' });
  expect(await presenceOf(w.ada)).toBe('offline');
});

test('reading on one device counts down on the other, and a new direct channel shows by itself', async () => {
  const [phone, desk] = [await connected(w.ada), await connected(w.ada)];
  const { number } = await w.t.as(w.cem).chat.sendMessage(words(w.everybody));
  await phone.call('chat.markRead', { channelId: w.everybody, number });
  await until(() => desk.pushed.some(({ type }) => type === 'read'));
  const { id } = await w.t.as(w.cem).chat.openDirectChannel({
    buildingId: w.home.buildingId,
    userId: w.ada.userId,
  });
  await until(() => desk.pushed.some(({ type }) => type === 'channel'));
  expect(desk.pushed.at(-1)).toMatchObject({ topic: 'user', data: { channelId: id } });
  expect(await sequenceOf()).toBeGreaterThan(0);
  expect(await channelOf(w.t, w.ada, 'direct')).toBe(id);
});
