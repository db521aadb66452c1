import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentFlagged } from '#services/community/events';
import { openWorld, type World, words } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const report = async (text: string) => {
  const { id } = await w.t.as(w.ada).chat.sendMessage(words(w.everybody, { text }));
  await w.t.as(w.ben).chat.reportMessage({ channelId: w.everybody, messageId: id, reason: 'abuse', note: 'Rude.' });
  return id;
};
const list = async (more: object = {}) =>
  (await w.t.as(w.manager).chat.listReports({ buildingId: w.home.buildingId, ...more })).items;

test('a report reaches the management once, with what was said', async () => {
  const messageId = await report('something rude');
  const again = { channelId: w.everybody, messageId, reason: 'spam' as const };
  await w.t.as(w.ben).chat.reportMessage(again);
  await w.t.settle();
  const flagged = w.t.published(contentFlagged).filter(({ data }) => data.contentId === messageId);
  expect(flagged).toHaveLength(1);
  expect(flagged[0]!.data).toMatchObject({ kind: 'message', placeId: w.everybody, reason: 'abuse' });
  await w.t.as(w.ada).chat.deleteMessage({ channelId: w.everybody, messageId });
  expect(await list()).toMatchObject([{ messageId, text: 'something rude', note: 'Rude.', state: 'open' }]);
  await expect(w.t.as(w.cem).chat.reportMessage(again)).rejects.toMatchObject({ extras: { reason: 'deleted' } });
});

test('the management lets it stand or takes it back, and decides once', async () => {
  const { buildingId } = w.home;
  const [stays, goes] = [await report('harmless'), await report('harmful')];
  const idOf = async (messageId: string) => (await list()).find(each => each.messageId === messageId)!.id;
  const decide = async (reportId: string, decision: 'dismissed' | 'removed') =>
    w.t.as(w.manager).chat.decideReport({ buildingId, reportId, decision });
  expect(await decide(await idOf(stays), 'dismissed')).toMatchObject({ state: 'dismissed' });
  expect(await decide(await idOf(goes), 'removed')).toMatchObject({
    state: 'removed',
    decidedBy: w.manager.userId,
  });
  const { items } = await w.t.as(w.cem).chat.listMessages({ channelId: w.everybody });
  expect(items.find(({ id }) => id === stays)).toMatchObject({ text: 'harmless', deletedAt: null });
  expect(items.find(({ id }) => id === goes)).toMatchObject({ text: '', deletedAt: expect.any(String) });
  await expect(decide(await idOf(goes), 'dismissed')).rejects.toMatchObject({ extras: { reason: 'decided' } });
  await expect(decide(randomUUID(), 'dismissed')).rejects.toMatchObject({ code: 'not_found' });
  expect((await list({ state: 'removed' })).map(({ messageId }) => messageId)).toEqual([goes]);
  const first = await w.t.as(w.manager).chat.listReports({ buildingId, limit: 1 });
  const second = await w.t.as(w.manager).chat.listReports({ buildingId, limit: 1, cursor: first.nextCursor! });
  expect(second.items[0]!.messageId).toBe(stays);
});

test('reports are for the management of the building', async () => {
  const { buildingId } = w.home;
  for (const user of [w.ada, w.stranger])
    await expect(w.t.as(user).chat.listReports({ buildingId })).rejects.toMatchObject({ code: 'permission_denied' });
  const messageId = await report('elsewhere');
  const reportId = (await list()).find(each => each.messageId === messageId)!.id;
  const other = randomUUID();
  const manager = w.t.person(`manager@building:${other}`);
  const theirs = w.t.as(manager).chat.decideReport({ buildingId: other, reportId, decision: 'removed' });
  await expect(theirs).rejects.toMatchObject({ code: 'not_found' });
});
