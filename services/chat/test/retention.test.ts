import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { openWorld, words } from './fixture.ts';

test('what was said is gone after its days: unseen at once, dropped by the month, its files let go', async () => {
  const w = await openWorld({ start: '2026-03-20T09:00:00.000Z' });
  const api = w.t.as(w.ada).chat;
  const fileId = randomUUID();
  const old = await api.sendMessage(words(w.everybody, { fileIds: [fileId], mentions: [w.ben.userId] }));
  const on = { channelId: w.everybody, messageId: old.id };
  await w.t.as(w.manager).chat.pinMessage(on);
  await api.editMessage({ ...on, text: 'said otherwise' });
  for (let day = 0; day < 29; day++) await w.t.advance('1d');
  expect((await api.listMessages({ channelId: w.everybody })).items.map(({ id }) => id)).toEqual([old.id]);
  await w.t.advance('1d');
  await w.t.advance('1d');
  const young = await api.sendMessage(words(w.everybody));
  expect((await api.listMessages({ channelId: w.everybody })).items.map(({ id }) => id)).toEqual([young.id]);
  const resumed = await api.resumeChannel({ channelId: w.everybody, lastSequence: 0 });
  expect(resumed.messages.map(({ id }) => id)).toEqual([young.id]);
  expect((await api.searchMessages({ q: 'otherwise' })).items).toEqual([]);
  expect((await api.listPins({ channelId: w.everybody })).items).toEqual([]);
  expect((await w.t.as(w.ben).chat.listMentions({})).items).toEqual([]);
  await expect(api.listRevisions(on)).rejects.toMatchObject({ code: 'not_found' });
  expect(w.files.claims.has(fileId)).toBe(false);
  const rows = () =>
    w.t.db('chat').one({ messages: col.int, revisions: col.int, mentions: col.int })`
      select (select count(*)::int from messages) as messages, (select count(*)::int from mentions) as mentions,
             (select count(*)::int from message_revisions) as revisions`;
  expect(await rows()).toEqual({ messages: 2, revisions: 1, mentions: 1 });
  for (let day = 0; day < 11; day++) await w.t.advance('1d');
  expect(await rows()).toEqual({ messages: 1, revisions: 0, mentions: 0 });
  await w.t.close();
});

test('how many days are kept is a setting', async () => {
  const w = await openWorld({ config: { AGORA_CHAT_RETENTION_DAYS: '2' } });
  const api = w.t.as(w.ada).chat;
  await api.sendMessage(words(w.everybody));
  w.t.clock.advance('47h');
  expect((await api.listMessages({ channelId: w.everybody })).items).toHaveLength(1);
  w.t.clock.advance('2h');
  expect((await api.listMessages({ channelId: w.everybody })).items).toHaveLength(0);
  await w.t.close();
});
