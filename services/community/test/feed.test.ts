import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { User } from '#kernel/call';
import { announcementPublished, postChanged, postCreated } from '../events.ts';
import { openWorld, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const as = (user: User) => w.t.as(user).community;
const feed = async (user: User, more = {}) =>
  (await as(user).listFeed({ buildingId: w.buildingId, ...more })).items.map(({ id }) => id);
const write = (user: User, more = {}) => as(user).createPost({ buildingId: w.buildingId, text: 'Hello all', ...more });

test('a post stands in the feed of those it is for, and of those who work there', async () => {
  const all = await write(w.ada);
  const b = await write(w.ada, { audience: { entranceIds: [w.entranceB] } });
  const flats = await write(w.manager, { audience: { unitKinds: ['flat'] } });
  const parking = await write(w.manager, { audience: { unitKinds: ['parking'] } });
  const mine = await write(w.manager, { audience: { unitIds: [w.homeOf(w.ben).unitId] } });
  expect(await feed(w.ada)).toEqual([flats, b, all].map(({ id }) => id));
  expect(await feed(w.ben)).toEqual([mine, flats, b, all].map(({ id }) => id));
  expect(await feed(w.manager)).toEqual([mine, parking, flats, b, all].map(({ id }) => id));
  await expect(as(w.ada).getPost({ postId: mine.id })).rejects.toMatchObject({ code: 'not_found' });
  await w.t.settle();
  expect(w.t.published(postCreated).map(({ data }) => data.postId)).toContain(all.id);
});

test('nobody else sees anything: neither strangers nor staff of another building', async () => {
  const { id: postId } = await write(w.ada);
  for (const user of [w.stranger, w.t.person(), w.t.person(`resident@building:${w.buildingId}`)]) {
    await expect(feed(user)).rejects.toMatchObject({ code: 'not_found' });
    await expect(as(user).getPost({ postId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(as(user).listComments({ postId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(as(user).setPostReaction({ postId, reaction: 'like' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(write(user)).rejects.toMatchObject({ code: 'not_found' });
  }
  await expect(as(w.ada).getPost({ postId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
});

test('only verified residents write; whoever is not verified yet reads', async () => {
  const { id: postId } = await write(w.ada);
  const newcomer = await w.movesIn(w.newHome(), { verified: false });
  expect(await feed(newcomer)).toContain(postId);
  const denied = { code: 'permission_denied', extras: { reason: 'not_verified' } };
  await expect(write(newcomer)).rejects.toMatchObject(denied);
  await expect(as(newcomer).addComment({ postId, text: 'Me too' })).rejects.toMatchObject(denied);
  await w.movesIn(w.homeOf(newcomer), { user: newcomer });
  expect(await write(newcomer)).toMatchObject({ authorId: newcomer.userId, byManagement: false });
});

test('pages neither skip nor repeat, one statement each, and may be narrowed to a kind', async () => {
  const { id: announced } = await as(w.manager).createAnnouncement({
    buildingId: w.buildingId,
    title: 'News',
    text: 'So',
  });
  for (let count = 0; count < 25; count++) await write(w.ada, { text: `Post ${count}` });
  const whole = await feed(w.ada, { limit: 100 });
  const first = await as(w.ada).listFeed({ buildingId: w.buildingId });
  await write(w.ben);
  const db = w.t.db('community');
  const spies = (['one', 'maybe', 'many', 'run'] as const).map(kind => vi.spyOn(db, kind));
  const second = await as(w.ada).listFeed({ buildingId: w.buildingId, cursor: first.nextCursor! });
  expect(spies.map(spy => spy.mock.calls.length)).toEqual([0, 0, 1, 0]);
  vi.restoreAllMocks();
  expect(first.items).toHaveLength(20);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(whole.slice(0, 20 + second.items.length));
  expect(await feed(w.ada, { kind: 'announcement' })).toEqual([announced]);
  const mine = await as(w.ada).listPosts({ buildingId: w.buildingId, limit: 3 });
  const next = await as(w.ada).listPosts({
    buildingId: w.buildingId,
    limit: 3,
    cursor: mine.nextCursor!,
    state: 'published',
  });
  expect(new Set([...mine.items, ...next.items].map(({ id }) => id)).size).toBe(6);
  await expect(feed(w.ada, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_cursor' });
});

test('what is scheduled appears when its time has come and ends when it is over, told once each', async () => {
  const now = Date.parse(w.t.clock.now());
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const planned = { title: 'Later', text: 'It begins', publishAt: at(60), expiresAt: at(120) };
  const { id } = await as(w.manager).createAnnouncement({ buildingId: w.buildingId, ...planned });
  expect(await feed(w.manager)).not.toContain(id);
  await expect(as(w.ada).getPost({ postId: id })).rejects.toMatchObject({ code: 'not_found' });
  const waiting = await as(w.support).listPosts({ buildingId: w.buildingId, state: 'scheduled' });
  expect(waiting.items).toMatchObject([{ id, state: 'scheduled', publishedAt: at(60) }]);
  await w.t.advance('61m');
  expect(await feed(w.ada)).toContain(id);
  w.t.clock.set(at(120));
  // Before any job has run.
  expect(await feed(w.ada)).not.toContain(id);
  await expect(as(w.ada).getPost({ postId: id })).rejects.toMatchObject({ code: 'not_found' });
  expect((await as(w.manager).getPost({ postId: id })).state).toBe('expired');
  await w.t.advance('2m');
  expect((await as(w.manager).listPosts({ buildingId: w.buildingId, state: 'expired' })).items).toMatchObject([{ id }]);
  await w.t.redeliver();
  const told = (event: typeof postCreated | typeof announcementPublished | typeof postChanged) =>
    w.t.published(event).filter(({ subject }) => subject === id).length;
  expect([told(postCreated), told(announcementPublished), told(postChanged)]).toEqual([1, 1, 1]);
});

test('times that do not fit are refused, and places the building has not', async () => {
  const past = '2026-01-01T00:00:00.000Z';
  const refused = (more: object, code = 'invalid_argument') =>
    expect(write(w.ada, more)).rejects.toMatchObject({ code });
  await refused({ expiresAt: past });
  await refused({ publishAt: '2031-01-01T00:00:00.000Z' });
  await refused({ poll: { options: ['a', 'b'], closesAt: past } });
  await refused({ audience: { unitIds: [randomUUID()] } }, 'not_found');
  expect(await write(w.ada, { publishAt: past })).toMatchObject({ state: 'published' });
});

test('an edit keeps what stood there, and an outdated version is refused', async () => {
  const post = await write(w.ada, { title: 'Old title', text: 'Old text' });
  const postId = post.id;
  await w.t.advance('1m');
  const changed = await as(w.ada).updatePost({ postId, text: 'New text', expectedVersion: post.version });
  expect(changed).toMatchObject({ title: 'Old title', text: 'New text', version: 2, editedAt: expect.any(String) });
  const again = as(w.ada).updatePost({ postId, text: 'Newer', expectedVersion: post.version });
  await expect(again).rejects.toMatchObject({ code: 'version_mismatch' });
  await as(w.ada).updatePost({ postId, title: 'New title' });
  const edits = await as(w.ben).listPostEdits({ postId, limit: 1 });
  expect(edits.items).toMatchObject([{ title: 'Old title', text: 'New text', version: 2 }]);
  const older = await as(w.ben).listPostEdits({ postId, limit: 1, cursor: edits.nextCursor! });
  expect(older).toMatchObject({ items: [{ text: 'Old text', version: 1 }], nextCursor: null });
  const ended = await as(w.ada).updatePost({
    postId,
    expiresAt: new Date(Date.parse(w.t.clock.now()) + 1_000).toISOString(),
  });
  expect(ended.editedAt).toBe((await as(w.ada).getPost({ postId })).editedAt);
  const early = as(w.ada).updatePost({ postId, expiresAt: '2026-01-01T00:00:00.000Z' });
  await expect(early).rejects.toMatchObject({ extras: { reason: 'ends_too_early' } });
  await w.t.advance('2m');
  await expect(as(w.ada).updatePost({ postId, text: 'Late' })).rejects.toMatchObject({ extras: { reason: 'over' } });
});

test('only its author changes or takes back a post, and its photos go with it', async () => {
  const fileIds = [randomUUID(), randomUUID()];
  const { id: postId, fileIds: kept } = await write(w.ada, { fileIds });
  expect(kept).toEqual(fileIds);
  for (const user of [w.ben, w.manager]) {
    await expect(as(user).updatePost({ postId, text: 'Mine' })).rejects.toMatchObject({ code: 'permission_denied' });
    await expect(as(user).deletePost({ postId })).rejects.toMatchObject({ code: 'permission_denied' });
  }
  const shown = await as(w.ben).listPostFiles({ postId });
  expect(shown.items).toMatchObject(fileIds.map(fileId => ({ fileId, url: `http://m.test/${fileId}` })));
  w.peers.mediaDown = true;
  expect((await as(w.ben).listPostFiles({ postId })).items).toMatchObject([{ url: null }, { url: null }]);
  w.peers.mediaDown = false;
  const taken = write(w.ben, { fileIds: fileIds.slice(1) });
  await expect(taken).rejects.toMatchObject({ extras: { reason: 'file_claimed' } });
  await as(w.ada).deletePost({ postId });
  await expect(as(w.ada).getPost({ postId })).rejects.toMatchObject({ code: 'not_found' });
  await w.t.advance('6m');
  expect(w.peers.claims.has(fileIds[0]!)).toBe(false);
  expect((await as(w.ben).listPostFiles({ postId: (await write(w.ben)).id })).items).toEqual([]);
});

test('a refused post lets go of its files, a repeated one is one post', async () => {
  const fileIds = [randomUUID()];
  const newcomer = await w.movesIn(w.newHome(), { verified: false });
  await expect(write(newcomer, { fileIds })).rejects.toMatchObject({ code: 'permission_denied' });
  expect(w.peers.claims.has(fileIds[0]!)).toBe(false);
  const keyed = w.t.as(w.ada, { idempotencyKey: 'once' }).community;
  const twice = { buildingId: w.buildingId, text: 'Once', fileIds };
  expect(await keyed.createPost(twice)).toEqual(await keyed.createPost(twice));
});

test('one reaction a person, counted by kind', async () => {
  const { id: postId } = await write(w.ada);
  await as(w.ada).setPostReaction({ postId, reaction: 'like' });
  await as(w.ben).setPostReaction({ postId, reaction: 'like' });
  await as(w.ben).setPostReaction({ postId, reaction: 'thanks' });
  expect(await as(w.ben).getPost({ postId })).toMatchObject({
    reactions: { like: 1, thanks: 1 },
    myReaction: 'thanks',
  });
  await as(w.ben).removePostReaction({ postId });
  await as(w.ben).removePostReaction({ postId });
  expect(await as(w.ben).getPost({ postId })).toMatchObject({ reactions: { like: 1 }, myReaction: null });
});
