// What a post says of its comments and reactions is what there is, whoever writes at once and whatever becomes of it.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { beforeUpgrade } from '#kernel/testing/upgrade';
import { userDeleted } from '#services/iam/events';
import { communityService } from '../definition.ts';
import { openWorld, type World } from './fixture.ts';

let w: World;
let people: User[];
beforeAll(async () => {
  w = await openWorld();
  people = [w.ada, w.ben];
  for (let count = 0; count < 4; count++) people.push(await w.movesIn(w.newHome()));
});
afterAll(() => w.t.close());

const as = (user: User) => w.t.as(user).community;
const shape = { comments: col.int, reactions: col.json<Record<string, number>>() };

const kept = (db: Queries, postId: string) => db.one(shape)`select comments, reactions from posts where id = ${postId}`;
const counted = (db: Queries, postId: string) =>
  db.one(shape)`
    select (select count(*)::int from comments where post_id = ${postId} and deleted_at is null and hidden_at is null)
             as comments,
           (select coalesce(jsonb_object_agg(reaction, count), '{}')
            from (select reaction, count(*) from reactions where post_id = ${postId} and comment_id is null
                  group by reaction) x) as reactions`;

test('many who comment, answer, react, flag, decide and delete at once are counted right', async () => {
  const { id: postId } = await as(w.manager).createPost({ buildingId: w.buildingId, text: 'What about a bench?' });
  const comments = await Promise.all(people.map(user => as(user).addComment({ postId, text: 'Yes' })));
  await Promise.all(
    people.flatMap((user, index) => {
      const { id: commentId } = comments[index]!;
      const other = comments[(index + 1) % comments.length]!;
      return [
        as(user).addComment({ postId, text: 'And a tree', parentId: other.id }),
        as(user).setPostReaction({ postId, reaction: index % 2 ? 'love' : 'like' }),
        as(user).setCommentReaction({ commentId: other.id, reaction: 'sad' }),
        as(user).flagComment({ commentId: other.id, reason: 'spam' }),
        index % 3 === 0
          ? as(user).deleteComment({ commentId })
          : as(w.manager).decideOnComment({ commentId, decision: 'hide', reason: 'spam' }),
      ].map(each => each.catch(({ code }) => expect(['not_found', 'failed_precondition']).toContain(code)));
    }),
  );
  await as(w.manager).decideOnComment({ commentId: comments[1]!.id, decision: 'keep' });
  await as(people[0]!).setPostReaction({ postId, reaction: 'thanks' });
  await as(people[1]!).removePostReaction({ postId });
  await w.t.deliver(userDeleted, { userId: people[5]!.userId });
  const db = w.t.db('community');
  const sums = await counted(db, postId);
  expect(sums.reactions).toEqual({ like: 2, love: 1, thanks: 1 });
  expect(sums.comments).toBeGreaterThan(0);
  expect(await kept(db, postId)).toEqual(sums);
  expect(await as(w.ada).getPost({ postId })).toMatchObject({ ...sums, myReaction: 'thanks' });
});

test('an upgrade counts what is there, and goes back', async () => {
  const now = '2026-03-02T09:00:00.000Z';
  const { db, upgrade, goBack } = await beforeUpgrade(communityService.definition, now);
  const [postId, shown, deleted] = [randomUUID(), randomUUID(), randomUUID()];
  await db.run`
    insert into posts (id, building_id, kind, by_management, text, entrance_ids, unit_kinds, unit_ids, state, shown_at, created_at)
    values (${postId}, ${postId}, 'post', false, 'Hello', '{}', '{}', '{}', 'published', ${now}, ${now})`;
  await db.run`
    insert into comments (id, building_id, post_id, path, by_management, text, created_at, deleted_at)
    select id, ${postId}, ${postId}, array[id], false, 'Hi', ${now}, deleted_at
    from (values (${shown}::uuid, null::timestamptz), (${deleted}::uuid, ${now}::timestamptz)) c (id, deleted_at)`;
  await db.run`
    insert into reactions (post_id, comment_id, user_id, reaction, created_at)
    values (${postId}, null, ${shown}, 'like', ${now}), (${postId}, ${shown}, ${shown}, 'sad', ${now})`;
  await upgrade();
  expect(await kept(db, postId)).toEqual({ comments: 1, reactions: { like: 1 } });
  await goBack();
  expect(await counted(db, postId)).toEqual({ comments: 1, reactions: { like: 1 } });
});
