import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { communityService } from '../../definition.ts';
import { postChanged } from '../../events.ts';
import { postOf } from '../../queries/posts.ts';
import { seePost } from '../../queries/see.ts';
import { keepFormer, requireVersion } from '../../write/edit.ts';
import { requireOwn } from '../../write/own.ts';

const shape = {
  title: col.text.orNull,
  text: col.text,
  expires_at: col.instant.orNull,
  shown_at: col.instant,
  state: col.text,
  version: col.int,
};

export const updatePost = communityService.operation('updatePost', async (ctx, input, call) => {
  const { postId, expectedVersion } = input;
  const seen = await seePost(ctx, call, postId);
  requireOwn(seen);
  return ctx.db.transaction(async tx => {
    const found =
      (await tx.maybe(shape)`
        select title, text, expires_at, shown_at, state, version from posts
        where id = ${postId} and state in ('scheduled', 'published') for update`) ??
      fail('failed_precondition', 'This post is over; write a new one.', { reason: 'over' });
    requireVersion(found.version, expectedVersion);
    const title = input.title ?? found.title;
    const text = input.text ?? found.text;
    const expiresAt = input.expiresAt === undefined ? found.expires_at : input.expiresAt;
    if (expiresAt !== null && expiresAt <= found.shown_at)
      fail('failed_precondition', 'It must end after it is published.', { reason: 'ends_too_early' });
    const reworded = title !== found.title || text !== found.text;
    const published = found.state === 'published';
    if (reworded && published) await keepFormer(ctx, tx, { postId, commentId: null }, { ...found, by: call.userId });
    await tx.run`
      update posts
      set title = ${title}, text = ${text}, expires_at = ${expiresAt}, version = version + 1,
          edited_at = case when ${reworded && published} then ${ctx.now()}::timestamptz else edited_at end
      where id = ${postId}`;
    if (published) await ctx.publish(tx, postChanged, { postId, buildingId: seen.buildingId, change: 'edited' });
    return postOf(tx, seen.viewer, postId, ctx.now());
  });
});
