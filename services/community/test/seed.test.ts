import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { agora, type Harness } from '#kernel/testing/harness';
import type { CommunityCtx } from '../definition.ts';
import { seed } from '../seed.ts';
import community from '../service.ts';

let t: Harness<[typeof community]>;
beforeAll(async () => {
  t = await agora({ services: [community] });
});
afterAll(() => t.close());

const counts = () =>
  t.db('community').one({ posts: col.int, comments: col.int, votes: col.int, people: col.int })`
    select (select count(*)::int from posts) as posts, (select count(*)::int from comments) as comments,
           (select count(*)::int from poll_votes) as votes,
           (select count(*)::int from residents) + (select count(*)::int from staff) as people`;

test('the demo community talks: announcements, polls, comments and something for the moderators, seeded once', async () => {
  const ctx = t.ctx('community') as unknown as CommunityCtx;
  await seed(ctx);
  const first = await counts();
  await seed(ctx);
  expect(await counts()).toEqual(first);
  expect(first).toMatchObject({ posts: 33, votes: 90, people: 199 });
  expect(t.published()).toEqual([]);
  const buildingId = seedId('building:1');
  const user = { ...t.person(`resident@building:${buildingId}`), userId: seedId('resident:1') };
  const { items } = await t.as(user).community.listFeed({ buildingId });
  expect(items).toHaveLength(9);
  expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['post', 'poll', 'announcement']));
  const party = items.find(({ id }) => id === seedId('post:1:party'))!;
  expect(party.poll!.options.map(({ votes }) => votes)).toEqual([7, 4, 2]);
  expect(party.poll).toMatchObject({ voters: 13, voted: true });
  const thread = (await t.as(user).community.listComments({ postId: party.id })).items;
  expect(thread.map(({ depth }) => depth).sort()).toEqual([0, 0, 1, 1]);
  const manager = { ...t.person(`manager@building:${buildingId}`), userId: seedId('manager:1') };
  const flagged = (await t.as(manager).community.listFlagged({ buildingId })).items;
  expect(flagged.map(({ hidden }) => hidden)).toEqual([true, false]);
  expect((await t.as(manager).community.listReceipts({ postId: seedId('post:1:water') })).acknowledged).toBeGreaterThan(
    3,
  );
  expect((await t.as(manager).community.listPosts({ buildingId, state: 'scheduled' })).items).toHaveLength(1);
});
