import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { commentCreated } from '../events.ts';
import { openWorld, type World } from './fixture.ts';

let w: World;
let postId: string;
beforeAll(async () => {
  w = await openWorld();
  postId = (await as(w.ada).createPost({ buildingId: w.buildingId, text: 'What about a bench?' })).id;
});
afterAll(() => w.t.close());

const as = (user: User) => w.t.as(user).community;
const comment = (user: User, text: string, more = {}) => as(user).addComment({ postId, text, ...more });
const watchersOf = async (commentId: string) => {
  await w.t.settle();
  return w.t.published(commentCreated).find(({ subject }) => subject === commentId)?.data.watchers;
};

test('threads read from top to bottom, in pages', async () => {
  const first = await comment(w.ada, 'First');
  const second = await comment(w.ben, 'Second');
  const answer = await comment(w.ben, 'Answer', { parentId: first.id });
  const deeper = await comment(w.ada, 'Deeper', { parentId: answer.id });
  const late = await comment(w.ada, 'Late', { parentId: first.id });
  const top = await as(w.ben).listComments({ postId, limit: 3 });
  const rest = await as(w.ben).listComments({ postId, limit: 3, cursor: top.nextCursor! });
  const shown = [...top.items, ...rest.items];
  expect(shown.map(({ id, depth }) => [id, depth])).toEqual([
    [first.id, 0],
    [answer.id, 1],
    [deeper.id, 2],
    [late.id, 1],
    [second.id, 0],
  ]);
  expect(rest.nextCursor).toBeNull();
  expect((await as(w.ben).getPost({ postId })).comments).toBe(5);
});

test('a thread ends where no screen is wide enough, and answers stay on their post', async () => {
  let parentId = (await comment(w.ada, '0')).id;
  for (let depth = 1; depth <= 5; depth++) parentId = (await comment(w.ben, String(depth), { parentId })).id;
  await expect(comment(w.ada, 'Too deep', { parentId })).rejects.toMatchObject({ extras: { reason: 'too_deep' } });
  const other = await as(w.ada).createPost({ buildingId: w.buildingId, text: 'Another' });
  const astray = as(w.ada).addComment({ postId: other.id, parentId, text: 'Astray' });
  await expect(astray).rejects.toMatchObject({ code: 'not_found' });
});

test('those who are answered are told, but nobody of their own words and nobody who has left', async () => {
  const mine = await comment(w.ada, 'Mine');
  expect(await watchersOf(mine.id)).toEqual([]);
  const ben = await comment(w.ben, 'Yours');
  expect(await watchersOf(ben.id)).toEqual([w.ada.userId]);
  const staff = await comment(w.manager, 'We look into it', { parentId: ben.id });
  expect(staff.byManagement).toBe(true);
  expect(await watchersOf(staff.id)).toEqual([w.ada.userId, w.ben.userId].sort());
  const answered = await comment(w.ben, 'Thanks', { parentId: staff.id });
  expect(await watchersOf(answered.id)).toEqual([w.ada.userId, w.manager.userId].sort());
  const guest = await w.movesIn(w.newHome());
  const theirs = await comment(guest, 'I leave soon');
  await w.movesOut(guest, w.homeOf(guest).unitId);
  expect(await watchersOf((await comment(w.ben, 'Farewell', { parentId: theirs.id })).id)).toEqual([w.ada.userId]);
});

test('its author alone changes or takes back a comment; its place stays for the answers', async () => {
  const fileIds = [randomUUID()];
  const { id: commentId } = await comment(w.ben, 'Befor', { fileIds });
  const answer = await comment(w.ada, 'An answer', { parentId: commentId });
  const stale = { commentId, text: 'Before', expectedVersion: 9 };
  await expect(as(w.ben).updateComment(stale)).rejects.toMatchObject({ code: 'version_mismatch' });
  await as(w.ben).updateComment({ commentId, text: 'Before', expectedVersion: 1 });
  expect(await as(w.ben).updateComment({ commentId, text: 'Before' })).toMatchObject({ text: 'Before', version: 2 });
  expect((await as(w.ada).listCommentEdits({ commentId })).items).toMatchObject([{ text: 'Befor', version: 1 }]);
  for (const user of [w.ada, w.manager]) {
    await expect(as(user).updateComment({ commentId, text: 'x' })).rejects.toMatchObject({ code: 'permission_denied' });
    await expect(as(user).deleteComment({ commentId })).rejects.toMatchObject({ code: 'permission_denied' });
  }
  expect((await as(w.ada).listPostFiles({ postId })).items).toMatchObject([{ fileId: fileIds[0], commentId }]);
  await as(w.ben).deleteComment({ commentId });
  const { items } = await as(w.ada).listComments({ postId, limit: 100 });
  expect(items.find(({ id }) => id === commentId)).toMatchObject({
    state: 'deleted',
    text: null,
    authorId: null,
    fileIds: [],
  });
  expect(items.find(({ id }) => id === answer.id)).toMatchObject({ text: 'An answer', parentId: commentId });
  await expect(as(w.ben).deleteComment({ commentId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(comment(w.ada, 'Late', { parentId: commentId })).rejects.toMatchObject({ code: 'not_found' });
  await w.t.advance('6m');
  expect(w.peers.claims.size).toBe(0);
});

test('reactions to a comment are its own, and comments of what is over are refused', async () => {
  const { id: commentId } = await comment(w.ada, 'Like me');
  await as(w.ben).setCommentReaction({ commentId, reaction: 'love' });
  const find = async () =>
    (await as(w.ben).listComments({ postId, limit: 100 })).items.find(({ id }) => id === commentId);
  expect(await find()).toMatchObject({ reactions: { love: 1 }, myReaction: 'love' });
  expect((await as(w.ben).getPost({ postId })).reactions).toEqual({});
  await as(w.ben).removeCommentReaction({ commentId });
  expect(await find()).toMatchObject({ reactions: {}, myReaction: null });
  const later = new Date(Date.parse(w.t.clock.now()) + 3_600_000).toISOString();
  const planned = await as(w.ada).createPost({ buildingId: w.buildingId, text: 'Planned', publishAt: later });
  const early = as(w.ada).addComment({ postId: planned.id, text: 'Early' });
  await expect(early).rejects.toMatchObject({ extras: { reason: 'not_shown' } });
  const strange = as(w.stranger).setCommentReaction({ commentId, reaction: 'sad' });
  await expect(strange).rejects.toMatchObject({ code: 'not_found' });
});
