import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { contentFlagged, contentModerated } from '../events.ts';
import { openWorld, type World } from './fixture.ts';

let w: World;
let crowd: User[];
beforeAll(async () => {
  w = await openWorld();
  crowd = [];
  for (let count = 0; count < 4; count++) crowd.push(await w.movesIn(w.newHome()));
});
afterAll(() => w.t.close());

const as = (user: User) => w.t.as(user).community;
const write = async (user = w.ada, more = {}) =>
  (await as(user).createPost({ buildingId: w.buildingId, text: 'Buy now', ...more })).id;
const flag = (user: User, postId: string, more = {}) => as(user).flagPost({ postId, reason: 'spam', ...more });
const queue = async () => (await as(w.manager).listFlagged({ buildingId: w.buildingId })).items;

test('enough flags hide a post from its audience; its author still sees it, with the reason', async () => {
  const postId = await write();
  await flag(crowd[0]!, postId, { reason: 'private' });
  await flag(crowd[1]!, postId, { note: 'an advert' });
  expect((await as(w.ben).getPost({ postId })).hidden).toBeNull();
  await flag(crowd[2]!, postId);
  await expect(as(w.ben).getPost({ postId })).rejects.toMatchObject({ code: 'not_found' });
  const ids = async (user: User) => (await as(user).listFeed({ buildingId: w.buildingId })).items.map(({ id }) => id);
  expect(await ids(w.ben)).not.toContain(postId);
  expect(await ids(w.ada)).toContain(postId);
  expect((await as(w.ada).getPost({ postId })).hidden).toMatchObject({ reason: 'spam', by: 'flags' });
  await w.t.settle();
  expect(w.t.published(contentFlagged).map(({ data }) => [data.scorePercent, data.hidden])).toEqual([
    [100, false],
    [200, false],
    [300, true],
  ]);
  expect(w.t.published(contentModerated).at(-1)!.data).toMatchObject({
    authorId: w.ada.userId,
    outcome: 'hidden',
    by: 'flags',
  });
  const [waiting] = await queue();
  expect(waiting).toMatchObject({ postId, commentId: null, hidden: true, scorePercent: 300 });
  expect(waiting!.flags.map(({ reason, note }) => [reason, note])).toContainEqual(['spam', 'an advert']);
  const kept = await as(w.manager).decideOnPost({ postId, decision: 'keep', note: 'A joke' });
  expect(kept).toMatchObject({
    decision: 'kept',
    reason: null,
    flags: 3,
    scorePercent: 300,
    decidedBy: w.manager.userId,
  });
  expect((await as(w.ben).getPost({ postId })).hidden).toBeNull();
  expect(await queue()).toEqual([]);
});

test('flags of those who were wrong before count less', async () => {
  const postId = await write();
  for (const user of crowd.slice(0, 3)) await flag(user, postId);
  expect((await queue())[0]).toMatchObject({ hidden: false, scorePercent: 201 });
  await as(w.support).decideOnPost({ postId, decision: 'hide', reason: 'offensive' });
  expect((await as(w.ada).getPost({ postId })).hidden).toMatchObject({ reason: 'offensive', by: 'moderator' });
  const next = await write();
  await flag(crowd[0]!, next);
  expect((await queue())[0]).toMatchObject({ scorePercent: 100 });
});

test('the worst stand first, a page after the other', async () => {
  const postId = await write();
  for (const user of crowd.slice(1, 3)) await flag(user, postId);
  const first = await as(w.manager).listFlagged({ buildingId: w.buildingId, limit: 1 });
  expect(first.items).toMatchObject([{ postId }]);
  const second = await as(w.manager).listFlagged({ buildingId: w.buildingId, limit: 1, cursor: first.nextCursor! });
  expect(second.items[0]!.scorePercent).toBeLessThan(first.items[0]!.scorePercent);
});

test('nobody flags twice or their own, and of two at once one counts', async () => {
  const postId = await write();
  await expect(flag(w.ada, postId)).rejects.toMatchObject({ extras: { reason: 'own_content' } });
  const twins = await Promise.allSettled([flag(w.ben, postId), flag(w.ben, postId)]);
  expect(twins.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(flag(w.ben, postId)).rejects.toMatchObject({
    code: 'already_exists',
    extras: { reason: 'flagged_already' },
  });
});

test('what the management wrote is not hidden by flags, and nobody decides on their own words', async () => {
  const { id: postId } = await as(w.manager).createAnnouncement({
    buildingId: w.buildingId,
    title: 'Fees',
    text: 'Rise',
  });
  for (const user of [...crowd, w.ben, w.ada]) await flag(user, postId);
  expect((await as(w.ben).getPost({ postId })).hidden).toBeNull();
  const own = as(w.manager).decideOnPost({ postId, decision: 'keep' });
  await expect(own).rejects.toMatchObject({ code: 'permission_denied', extras: { reason: 'own_content' } });
  await as(w.support).decideOnPost({ postId, decision: 'keep' });
});

test('a comment is flagged, hidden and decided on like a post; others see its place alone', async () => {
  const postId = await write();
  const { id: commentId } = await as(w.ada).addComment({ postId, text: 'Rude words' });
  const newcomer = await w.movesIn(w.newHome());
  for (const user of [newcomer, w.manager, w.support]) await as(user).flagComment({ commentId, reason: 'offensive' });
  const seen = async (user: User) => (await as(user).listComments({ postId })).items[0];
  expect(await seen(w.ben)).toMatchObject({ state: 'hidden', text: null, authorId: null, hidden: null });
  expect(await seen(w.ada)).toMatchObject({ text: 'Rude words', hidden: { reason: 'offensive', by: 'flags' } });
  expect((await queue()).find(each => each.commentId === commentId)).toMatchObject({
    postId,
    authorId: w.ada.userId,
    text: 'Rude words',
    hidden: true,
  });
  const gone = as(w.ben).setCommentReaction({ commentId, reaction: 'sad' });
  await expect(gone).rejects.toMatchObject({ code: 'not_found' });
  await expect(as(w.ben).addComment({ postId, parentId: commentId, text: 'x' })).rejects.toMatchObject({
    code: 'not_found',
  });
  await as(w.manager).decideOnComment({ commentId, decision: 'keep' });
  expect(await seen(w.ben)).toMatchObject({ state: 'shown', text: 'Rude words' });
  await as(w.ada).deleteComment({ commentId });
  await expect(as(w.manager).decideOnComment({ commentId, decision: 'keep' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('decisions are for staff of the building, need a reason, and stay in the record for good', async () => {
  const postId = await write();
  await expect(as(w.manager).decideOnPost({ postId, decision: 'hide' })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  await expect(as(w.ben).decideOnPost({ postId, decision: 'keep' })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  await expect(as(w.stranger).decideOnPost({ postId, decision: 'keep' })).rejects.toMatchObject({ code: 'not_found' });
  const both: User = { ...w.ben, grants: [...w.ben.grants, ...w.stranger.grants] };
  await expect(as(both).decideOnPost({ postId, decision: 'keep' })).rejects.toMatchObject({ code: 'not_found' });
  const { id: commentId } = await as(w.ada).addComment({ postId, text: 'x' });
  await expect(as(both).decideOnComment({ commentId, decision: 'keep' })).rejects.toMatchObject({ code: 'not_found' });
  const { id } = await as(w.support).decideOnPost({ postId, decision: 'hide', reason: 'spam' });
  const first = await as(w.manager).listDecisions({ buildingId: w.buildingId, limit: 1 });
  expect(first.items).toMatchObject([{ id, decision: 'hidden', reason: 'spam', decidedBy: w.support.userId }]);
  const second = await as(w.manager).listDecisions({ buildingId: w.buildingId, limit: 1, cursor: first.nextCursor! });
  expect(second.items[0]!.id).not.toBe(id);
  const db = w.t.db('community');
  await expect(db.run`update moderation_decisions set note = 'other' where id = ${id}`).rejects.toThrow('append-only');
  await expect(
    db.run`update moderation_decisions set decided_by = null, note = 'other' where id = ${id}`,
  ).rejects.toThrow();
  await expect(db.run`delete from moderation_decisions where id = ${id}`).rejects.toThrow('append-only');
});
