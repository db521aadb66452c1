import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageSent } from '../events.ts';
import { openWorld, type World, words } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const say = (text: string, more: object = {}, user = w.ada) =>
  w.t.as(user).chat.sendMessage(words(w.everybody, { text, ...more }));
const list = async (more: object = {}) => w.t.as(w.cem).chat.listMessages({ channelId: w.everybody, ...more });

test('a message sent again under its local id is there once, also at the same time', async () => {
  const said = words(w.everybody);
  const sent = await Promise.all(Array.from({ length: 8 }, () => w.t.as(w.ada).chat.sendMessage(said)));
  expect(new Set(sent.map(({ id, number, sequence }) => `${id} ${number} ${sequence}`)).size).toBe(1);
  expect((await list()).items.filter(({ localId }) => localId === said.localId)).toHaveLength(1);
  // Another's message under the same local id is another's.
  const other = await w.t.as(w.ben).chat.sendMessage(said);
  expect(other.id).not.toBe(sent[0]!.id);
  await w.t.settle();
  const told = w.t.published(messageSent).filter(({ data }) => data.messageId === sent[0]!.id);
  expect(told).toHaveLength(1);
});

test('many who speak at once are numbered without gap or repetition', async () => {
  const before = (await list({ limit: 1 })).items[0]!.number;
  const people = [w.ada, w.ben, w.cem, w.manager];
  const sent = await Promise.all(Array.from({ length: 20 }, (_, index) => say('at once', {}, people[index % 4])));
  const numbers = sent.map(({ number }) => number).sort((one, other) => one - other);
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => before + 1 + index));
});

test('messages are listed newest first, page by page', async () => {
  const sent: string[] = [];
  for (let count = 0; count < 5; count++) sent.unshift((await say(`page ${count}`)).id);
  const first = await list({ limit: 3 });
  await say('in between');
  const second = await list({ limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(sent);
});

test('an edit keeps what was said before; a deletion keeps nothing but that there was something', async () => {
  const { id: messageId } = await say('frist');
  const on = { channelId: w.everybody, messageId };
  const api = w.t.as(w.ada).chat;
  const edited = await api.editMessage({ ...on, text: 'first', expectedVersion: 1 });
  expect(edited).toMatchObject({ text: 'first', version: 2, editedAt: expect.any(String) });
  expect(await api.editMessage({ ...on, text: 'first' })).toEqual(edited);
  await expect(api.editMessage({ ...on, text: 'last', expectedVersion: 1 })).rejects.toMatchObject({
    code: 'version_mismatch',
  });
  await expect(w.t.as(w.ben).chat.editMessage({ ...on, text: 'mine' })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  const { items } = await w.t.as(w.cem).chat.listRevisions(on);
  expect(items).toMatchObject([{ revision: 1, text: 'frist' }]);
  await expect(w.t.as(w.ben).chat.deleteMessage(on)).rejects.toMatchObject({ code: 'permission_denied' });
  const gone = await api.deleteMessage(on);
  expect(gone).toMatchObject({ text: '', fileIds: [], mentions: [], deletedAt: expect.any(String) });
  expect(await api.deleteMessage(on)).toEqual(gone);
  await expect(api.editMessage({ ...on, text: 'back' })).rejects.toMatchObject({ extras: { reason: 'deleted' } });
  await expect(w.t.as(w.cem).chat.listRevisions(on)).rejects.toMatchObject({ code: 'not_found' });
  expect((await w.t.as(w.manager).chat.listRevisions(on)).items.map(({ text }) => text)).toEqual(['first', 'frist']);
  const { id } = await say('rude');
  await w.t.as(w.manager).chat.deleteMessage({ channelId: w.everybody, messageId: id });
  expect((await list({ limit: 1 })).items[0]).toMatchObject({ id, text: '' });
});

test('a resume gives what changed since, in the order of the changes, in parts where it is much', async () => {
  const api = w.t.as(w.cem).chat;
  const start = await api.resumeChannel({ channelId: w.everybody });
  expect(start.complete).toBe(true);
  const one = await say('one');
  const two = await say('two');
  await w.t.as(w.ada).chat.editMessage({ channelId: w.everybody, messageId: one.id, text: 'one more' });
  const since = { channelId: w.everybody, lastSequence: start.sequence };
  const all = await api.resumeChannel(since);
  expect(all.messages.map(({ text }) => text)).toEqual(['two', 'one more']);
  expect(all.sequence).toBe(start.sequence + 3);
  const part = await api.resumeChannel({ ...since, limit: 1 });
  expect(part).toMatchObject({ complete: false, sequence: two.sequence });
  const rest = await api.resumeChannel({ channelId: w.everybody, lastSequence: part.sequence, limit: 1 });
  expect(rest).toMatchObject({ complete: true, sequence: all.sequence, messages: [{ text: 'one more' }] });
  expect(await api.resumeChannel({ channelId: w.everybody, lastSequence: all.sequence })).toMatchObject({
    complete: true,
    sequence: all.sequence,
    messages: [],
  });
});

test('a mention has a row for whoever is named and in the channel, and none else', async () => {
  const mentions = [w.cem.userId, w.cem.userId, w.stranger.userId, w.ada.userId];
  const { id, mentions: kept } = await say('look', { mentions });
  expect(kept).toEqual([w.cem.userId]);
  await say('look again', { mentions: [w.cem.userId] });
  const first = await w.t.as(w.cem).chat.listMentions({ limit: 1 });
  const second = await w.t.as(w.cem).chat.listMentions({ limit: 1, cursor: first.nextCursor! });
  expect(second.items.map(each => each.id)).toEqual([id]);
  expect((await w.t.as(w.ben).chat.listMentions({})).items).toEqual([]);
  expect((await w.t.as(w.cem).chat.getChannel({ channelId: w.everybody })).unreadMentions).toBe(2);
  await w.t.settle();
  const told = w.t.published(messageSent).find(({ data }) => data.messageId === id);
  expect(told?.data).toMatchObject({ mentions: [w.cem.userId], recipientId: null, kind: 'building' });
  await w.t.as(w.ada).chat.deleteMessage({ channelId: w.everybody, messageId: id });
  expect((await w.t.as(w.cem).chat.listMentions({})).items).toHaveLength(1);
});

test('pins are for staff, and listed newest first', async () => {
  const [one, two] = [await say('rules'), await say('dates')];
  const on = (messageId: string) => ({ channelId: w.everybody, messageId });
  await expect(w.t.as(w.ada).chat.pinMessage(on(one.id))).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(w.t.as(w.ada).chat.unpinMessage(on(one.id))).rejects.toMatchObject({ code: 'permission_denied' });
  const api = w.t.as(w.manager).chat;
  expect(await api.pinMessage(on(one.id))).toMatchObject({ pinned: true });
  await api.pinMessage(on(one.id));
  await api.pinMessage(on(two.id));
  const pins = async () => (await w.t.as(w.ada).chat.listPins({ channelId: w.everybody })).items.map(({ id }) => id);
  expect(await pins()).toEqual([two.id, one.id]);
  expect(await api.unpinMessage(on(two.id))).toMatchObject({ pinned: false });
  await api.unpinMessage(on(two.id));
  await w.t.as(w.ada).chat.deleteMessage(on(one.id));
  expect(await pins()).toEqual([]);
});

test('a channel has at most fifty pins', async () => {
  const api = w.t.as(w.manager).chat;
  const { id: channelId } = await api.createChannel({ buildingId: w.home.buildingId, name: 'Pinned' });
  const pin = async () => {
    const { id } = await api.sendMessage(words(channelId));
    return api.pinMessage({ channelId, messageId: id });
  };
  const limit = 50;
  for (let count = 0; count < limit; count++) {
    await pin();
    if (count % 20 === 19) w.t.clock.advance('1m');
  }
  await expect(pin()).rejects.toMatchObject({ extras: { reason: 'too_many_pins' } });
});

test('search finds the words of messages in my channels, and of no others', async () => {
  const found = await say('The parcel room is flooded');
  const more = await say('Flooding again');
  const q = 'flood';
  const find = async (user = w.cem, input: object = {}) =>
    (await w.t.as(user).chat.searchMessages({ q, ...input })).items.map(({ id }) => id);
  expect(await find()).toEqual([more.id, found.id]);
  expect(await find(w.cem, { q: 'room PARCEL' })).toEqual([found.id]);
  expect(await find(w.cem, { channelId: w.everybody })).toEqual([more.id, found.id]);
  expect(await find(w.cem, { channelId: randomUUID() })).toEqual([]);
  expect(await find(w.cem, { q: '…' })).toEqual([]);
  expect(await find(w.stranger)).toEqual([]);
  const page = await w.t.as(w.cem).chat.searchMessages({ q, limit: 1 });
  const next = await w.t.as(w.cem).chat.searchMessages({ q, limit: 1, cursor: page.nextCursor! });
  expect(next.items.map(({ id }) => id)).toEqual([found.id]);
});

test('files belong to their message, and one sent again finds them its own', async () => {
  const fileIds = [randomUUID(), randomUUID()];
  const said = words(w.everybody, { text: '', fileIds });
  const { id } = await w.t.as(w.ada).chat.sendMessage(said);
  await w.t.as(w.ada).chat.sendMessage(said);
  const { items } = await w.t.as(w.cem).chat.listMessageFiles({ channelId: w.everybody, messageId: id });
  expect(items.map(({ fileId }) => fileId)).toEqual(fileIds);
  await expect(say('mine', { fileIds })).rejects.toMatchObject({ extras: { reason: 'file_claimed' } });
  await expect(say('')).rejects.toMatchObject({ code: 'invalid_argument' });
  const lost = randomUUID();
  await expect(say('answer', { fileIds: [lost], replyTo: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  expect(w.files.claims.has(lost)).toBe(false);
  const answer = await say('nice', { replyTo: id });
  expect(answer.replyTo).toBe(id);
  const none = await w.t.as(w.cem).chat.listMessageFiles({ channelId: w.everybody, messageId: answer.id });
  expect(none.items).toEqual([]);
});

test('whoever sends too fast has to wait', async () => {
  w.t.clock.advance('10m');
  const results = await Promise.allSettled(Array.from({ length: 80 }, () => say('spam', {}, w.ben)));
  const refused = results.filter(each => each.status === 'rejected');
  expect(refused.length).toBeGreaterThanOrEqual(15);
  expect(refused[0]).toMatchObject({ reason: { code: 'rate_limited' } });
  await expect(say('calm', {}, w.cem)).resolves.toMatchObject({ text: 'calm' });
});
