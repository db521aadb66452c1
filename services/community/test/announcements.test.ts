import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { announcementPublished } from '../events.ts';
import { openWorld, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const as = (user: User) => w.t.as(user).community;
/** The receipts as text: a file comes as bytes from another process. */
const csvOf = async (postId: string) =>
  Buffer.from((await as(w.manager).exportReceipts({ postId })).content as string).toString();
const tell = (more = {}) =>
  as(w.manager).createAnnouncement({ buildingId: w.buildingId, title: 'Water off', text: 'On Thursday', ...more });

test('staff announce, residents do not, and the event says how loud it is', async () => {
  const { id } = await tell({ class: 'emergency', acknowledge: true, audience: { entranceIds: [w.entranceA] } });
  await w.t.settle();
  expect(w.t.published(announcementPublished).at(-1)!.data).toMatchObject({
    postId: id,
    class: 'emergency',
    acknowledge: true,
    audience: { entranceIds: [w.entranceA], unitKinds: [], unitIds: [] },
    by: w.manager.userId,
  });
  const own = as(w.ada).createAnnouncement({ buildingId: w.buildingId, title: 'Mine', text: 'x' });
  await expect(own).rejects.toMatchObject({ code: 'permission_denied' });
  expect(await w.t.asService('notification').community.listAudience({ postId: id })).toEqual({
    title: 'Water off',
    userIds: [w.ada.userId],
  });
  await as(w.support).deletePost({ postId: id });
  const gone = w.t.asService('notification').community.listAudience({ postId: id });
  await expect(gone).rejects.toMatchObject({ code: 'not_found' });
});

test('receipts tell who has read it, who not, and who had before they left', async () => {
  const { id: postId } = await tell({ acknowledge: true });
  const guest = await w.movesIn(w.newHome({ label: 'A9' }));
  w.peers.names.set(w.ada.userId, 'Ada');
  const first = await as(w.ada).acknowledge({ postId });
  await w.t.advance('1m');
  expect(await as(w.ada).acknowledge({ postId })).toEqual(first);
  await as(guest).acknowledge({ postId });
  expect((await as(w.ada).getPost({ postId })).announcement).toMatchObject({ acknowledgedAt: first.acknowledgedAt });
  await w.movesOut(guest, w.homeOf(guest).unitId);
  const page = await as(w.support).listReceipts({ postId, limit: 2 });
  expect(page).toMatchObject({ addressed: 2, acknowledged: 2 });
  const rest = await as(w.support).listReceipts({ postId, limit: 2, cursor: page.nextCursor! });
  const receipts = new Map([...page.items, ...rest.items].map(receipt => [receipt.userId, receipt]));
  expect(receipts.get(w.ada.userId)).toMatchObject({
    name: 'Ada',
    homes: ['A1'],
    acknowledgedAt: first.acknowledgedAt,
  });
  expect(receipts.get(w.ben.userId)).toMatchObject({ homes: ['B1'], acknowledgedAt: null });
  expect(receipts.get(guest.userId)).toMatchObject({ homes: [], acknowledgedAt: expect.any(String) });
});

test('the receipts as CSV are safe in a spreadsheet, and come without names while iam is away', async () => {
  const { id: postId } = await tell({ acknowledge: true, audience: { unitIds: [w.homeOf(w.ada).unitId] } });
  w.peers.names.set(w.ada.userId, '=cmd()');
  const { acknowledgedAt } = await as(w.ada).acknowledge({ postId });
  expect(await csvOf(postId)).toBe(
    `\ufeffuser_id,name,homes,acknowledged_at\r\n${w.ada.userId},"'=cmd()",A1,${acknowledgedAt}\r\n`,
  );
  w.peers.iamDown = true;
  expect(await csvOf(postId)).not.toContain('cmd');
  w.peers.iamDown = false;
});

test('nobody acknowledges what does not ask for it or is not for them, nor reads receipts that are not theirs', async () => {
  const plain = await tell();
  const asked = { extras: { reason: 'not_asked' } };
  await expect(as(w.ada).acknowledge({ postId: plain.id })).rejects.toMatchObject(asked);
  const { id: postId } = await tell({ acknowledge: true, audience: { entranceIds: [w.entranceB] } });
  await expect(as(w.manager).acknowledge({ postId })).rejects.toMatchObject(asked);
  await expect(as(w.ada).acknowledge({ postId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(as(w.manager).listReceipts({ postId: plain.id })).rejects.toMatchObject({
    extras: { reason: 'no_receipts' },
  });
  await expect(as(w.ben).listReceipts({ postId })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(as(w.stranger).listReceipts({ postId })).rejects.toMatchObject({ code: 'not_found' });
  const both: User = { ...w.ben, grants: [...w.ben.grants, ...w.stranger.grants] };
  await expect(as(both).exportReceipts({ postId })).rejects.toMatchObject({ code: 'not_found' });
});

test('a home that becomes something else is addressed as what it is, once building was asked anew', async () => {
  const shop = w.newHome({ kind: 'commercial', label: 'Shop' });
  const owner = await w.movesIn(shop);
  const { id: postId } = await tell({ audience: { unitKinds: ['commercial'] } });
  expect((await as(owner).listFeed({ buildingId: w.buildingId })).items.map(({ id }) => id)).toContain(postId);
  w.peers.homes.set(shop.unitId, { ...shop, kind: 'flat' });
  w.peers.buildingDown = true;
  await w.t.advance('7h');
  expect(await as(owner).getPost({ postId })).toMatchObject({ id: postId });
  w.peers.buildingDown = false;
  await w.t.advance('7h');
  await expect(as(owner).getPost({ postId })).rejects.toMatchObject({ code: 'not_found' });
});
