import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { col } from '#kernel/sql/columns';
import { residentUnverified, residentVerified, unitVacated } from '#services/building/events';
import { userDeleted, userRoleChanged } from '#services/iam/events';
import { communityMoveOutHandled, postCreated } from '../events.ts';
import { openWorld, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const as = (user: User) => w.t.as(user).community;
const inAnHour = () => new Date(Date.parse(w.t.clock.now()) + 3_600_000).toISOString();
const write = (user: User, more = {}) => as(user).createPost({ buildingId: w.buildingId, text: 'Hello', ...more });
const reports = (moveOutId: string) =>
  w.t.published(communityMoveOutHandled).filter(({ subject }) => subject === moveOutId);

test('a person moved out sees nothing from that event on, what they planned is called off, and it is reported', async () => {
  const guest = await w.movesIn(w.newHome());
  const { id: postId } = await write(guest);
  const planned = await write(guest, { publishAt: inAnHour() });
  const moveOutId = await w.movesOut(guest, w.homeOf(guest).unitId);
  await expect(as(guest).listFeed({ buildingId: w.buildingId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(as(guest).getPost({ postId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(as(guest).listPosts({ buildingId: w.buildingId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(write(guest)).rejects.toMatchObject({ code: 'not_found' });
  expect(await as(w.ada).getPost({ postId })).toMatchObject({ text: 'Hello', authorId: guest.userId });
  await w.t.redeliver();
  expect(reports(moveOutId).map(({ data }) => data)).toEqual([{ moveOutId, ended: { homes: 1, scheduledPosts: 1 } }]);
  await w.t.advance('2h');
  expect(w.t.published(postCreated).map(({ subject }) => subject)).not.toContain(planned.id);
});

test('who has another home there stays, with what they planned', async () => {
  const home = w.newHome();
  const owner = await w.movesIn(home);
  await w.movesIn(w.newHome(), { user: owner });
  const { id } = await write(owner, { publishAt: inAnHour() });
  const moveOutId = await w.movesOut(owner, home.unitId);
  expect(reports(moveOutId)[0]!.data).toMatchObject({ ended: { scheduledPosts: 0 } });
  await w.t.advance('2h');
  expect((await as(w.ada).listFeed({ buildingId: w.buildingId })).items.map(post => post.id)).toContain(id);
});

test('the later of start and end decides, in whatever order they come', async () => {
  const home = w.newHome();
  const guest = w.t.person(`resident@building:${w.buildingId}`);
  const about = { userId: guest.userId, unitId: home.unitId, buildingId: w.buildingId };
  await w.t.advance('1h');
  const later = w.t.clock.now();
  await w.t.deliver(residentUnverified, { ...about, leftBuilding: true });
  w.t.clock.set(new Date(Date.parse(later) - 600_000).toISOString());
  await w.t.deliver(residentVerified, about);
  await expect(write(guest)).rejects.toMatchObject({ code: 'not_found' });
  w.t.clock.set(later);
  await w.t.advance('1m');
  await w.t.deliver(residentVerified, about);
  expect(await write(guest)).toMatchObject({ authorId: guest.userId });
});

test('whoever is no verified resident when their post is due does not publish it', async () => {
  const guest = await w.movesIn(w.newHome());
  const { id } = await write(guest, { publishAt: inAnHour() });
  await w.t.advance('1m');
  const about = { userId: guest.userId, unitId: w.homeOf(guest).unitId, buildingId: w.buildingId };
  await w.t.deliver(residentUnverified, { ...about, leftBuilding: true });
  await w.t.advance('2h');
  expect(w.t.published(postCreated).map(({ subject }) => subject)).not.toContain(id);
});

test('a home that building no longer knows still counts for what is for everybody', async () => {
  const guest = w.t.person(`resident@building:${w.buildingId}`);
  const about = { userId: guest.userId, unitId: randomUUID(), buildingId: w.buildingId };
  await w.t.deliver(residentVerified, about);
  expect(await write(guest)).toMatchObject({ authorId: guest.userId });
  await w.t.deliver(unitVacated, { ...about, moveOutId: randomUUID(), leftBuilding: true });
});

test('roles come and go, of the platform too, and others are no matter of a building', async () => {
  const userId = randomUUID();
  const change = (role: 'manager' | 'support' | 'vendor', scope: string, to: 'granted' | 'revoked') =>
    w.t.deliver(userRoleChanged, { userId, role, scope, change: to });
  await change('support', 'platform', 'granted');
  await change('manager', `vendor:${randomUUID()}`, 'granted');
  await change('vendor', 'platform', 'granted');
  const held = () => w.t.db('community').run`select from staff where user_id = ${userId} and building_id is null`;
  expect(await held()).toBe(1);
  await change('support', 'platform', 'revoked');
  expect(await held()).toBe(0);
});

test('a deleted account is forgotten everywhere, also when it is told twice, and what was written stays', async () => {
  const home = w.newHome();
  const gone = await w.movesIn(home);
  const { userId } = gone;
  const { id: postId } = await write(gone, { fileIds: [randomUUID()] });
  const planned = await write(gone, { publishAt: inAnHour() });
  await as(gone).updatePost({ postId, text: 'Changed' });
  const comment = await as(gone).addComment({ postId, text: 'I was here' });
  await as(gone).setCommentReaction({ commentId: comment.id, reaction: 'like' });
  const poll = { options: ['a', 'b'], closesAt: inAnHour() };
  const asked = await write(w.ada, { poll });
  await as(gone).vote({ postId: asked.id, optionIds: [asked.poll!.options[0]!.id] });
  const homes = await write(w.ada, { poll: { ...poll, per: 'home' } });
  await as(gone).vote({ postId: homes.id, optionIds: [homes.poll!.options[0]!.id] });
  await as(gone).flagPost({ postId: asked.id, reason: 'other' });
  const told = { title: 'News', text: 'So', acknowledge: true };
  const news = await as(w.manager).createAnnouncement({ buildingId: w.buildingId, ...told });
  await as(gone).acknowledge({ postId: news.id });
  const scope = `building:${w.buildingId}`;
  await w.t.deliver(userRoleChanged, { userId, role: 'support', scope, change: 'granted' });
  const staff = { ...gone, grants: [...gone.grants, ...w.support.grants] };
  await as(staff).decideOnPost({ postId: asked.id, decision: 'keep' });

  await w.t.deliver(userDeleted, { userId });
  await w.t.redeliver();
  // Their homes end by it, which is told later.
  await w.movesOut(gone, home.unitId);
  expect(await as(w.ada).getPost({ postId })).toMatchObject({ text: 'Changed', authorId: null });
  await expect(as(w.ada).getPost({ postId: planned.id })).rejects.toMatchObject({ code: 'not_found' });
  expect((await as(w.ada).getPost({ postId: asked.id })).poll).toMatchObject({
    voters: 1,
    options: [{ votes: 1 }, { votes: 0 }],
  });
  const tables = await w.t.db('community').many({ name: col.text })`
    select table_name::text as name from information_schema.tables where table_schema = 'public' and table_name in
      ('residents', 'staff', 'posts', 'comments', 'edits', 'attachments', 'reactions', 'acknowledgements', 'flags',
       'poll_votes', 'moderation_decisions')`;
  expect(tables).toHaveLength(11);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await w.t.db('community').one({ rows: col.text })`
      select coalesce(query_to_xml(${`select * from ${name}`}, false, false, '')::text, '') as rows`;
    if (rows.includes(userId)) found.push(name);
  }
  expect(found).toEqual([]);
  await w.t.advance('31d');
  expect(await w.t.db('community').run`select from forgotten_people`).toBe(0);
});
