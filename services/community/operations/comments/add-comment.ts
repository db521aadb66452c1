import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { communityService } from '../../definition.ts';
import { commentCreated } from '../../events.ts';
import { commentOf } from '../../queries/comments.ts';
import { requireVerified } from '../../queries/residents.ts';
import { type SeenPost, seePost } from '../../queries/see.ts';
import { attachFiles, withFiles } from '../../write/files.ts';

/** Deeper threads fit no screen. */
const maxDepth = 5;

export const addComment = communityService.operation('addComment', async (ctx, input, call) => {
  const { postId, parentId, text, fileIds } = input;
  const seen = await seePost(ctx, call, postId);
  const { userId } = call;
  const id = ctx.id();
  return withFiles(ctx, call, 'addComment', fileIds, claimed =>
    ctx.db.transaction(async tx => {
      await requireTalk(tx, seen, call);
      const above = parentId === undefined ? [] : await pathOf(tx, postId, parentId);
      await tx.run`
        insert into comments (id, building_id, post_id, parent_id, path, author_id, by_management, text, created_at)
        values (${id}, ${seen.buildingId}, ${postId}, ${parentId ?? null}, ${[...above, id]}::uuid[], ${userId}, ${seen.viewer.staff}, ${text},
                ${ctx.now()})`;
      await attachFiles(tx, claimed, { postId, commentId: id, by: userId, at: ctx.now() });
      await ctx.publish(tx, commentCreated, {
        postId,
        buildingId: seen.buildingId,
        commentId: id,
        parentId: parentId ?? null,
        authorId: userId,
        watchers: await watchersOf(tx, seen, parentId ?? null, userId),
      });
      return commentOf(tx, seen.viewer, id);
    }),
  );
});

/** Locks the post, whose comments are about to be counted. Raises `permission_denied` unless the one who calls is proven to
 * live there, or works there; `failed_precondition` where nothing stands in the feed to talk about. */
async function requireTalk(tx: Tx, { postId, buildingId, viewer }: SeenPost, call: Call): Promise<void> {
  if (!viewer.staff) await requireVerified(tx, call.userId, buildingId);
  const open = await tx.run`
    select from posts where id = ${postId} and state = 'published' and hidden_at is null for no key update`;
  if (open === 0)
    fail('failed_precondition', 'This post does not stand in the feed, so nobody would read it.', {
      reason: 'not_shown',
    });
}

/** The way down to the comment that is answered. */
async function pathOf(tx: Tx, postId: string, parentId: string): Promise<string[]> {
  const parent =
    (await tx.maybe({ path: col.uuids })`
      select path from comments
      where id = ${parentId} and post_id = ${postId} and deleted_at is null and hidden_at is null`) ??
    fail('not_found', 'The comment you answer is not there any more.');
  if (parent.path.length > maxDepth)
    fail('failed_precondition', 'This thread is deep enough; answer the comment above.', { reason: 'too_deep' });
  return parent.path;
}

/** The authors of the post and of the comment that is answered, unless they have left the building. */
async function watchersOf(
  tx: Tx,
  { postId, buildingId }: SeenPost,
  parentId: string | null,
  by: string,
): Promise<string[]> {
  const rows = await tx.many({ user_id: col.uuid })`
    select distinct a.user_id
    from (select author_id as user_id from posts where id = ${postId}
          union select author_id from comments where id = ${parentId}::uuid) a
    where a.user_id is not null and a.user_id <> ${by}
      and (exists (select from residents r where r.user_id = a.user_id and r.building_id = ${buildingId} and r.lives)
           or exists (select from staff s where s.user_id = a.user_id
                      and (s.building_id = ${buildingId} or s.building_id is null)))
    order by a.user_id`;
  return rows.map(({ user_id }) => user_id);
}
