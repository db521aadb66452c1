import { fail } from '#kernel/errors';
import { plus } from '#kernel/time';
import { communityService } from '../../definition.ts';
import { postOf } from '../../queries/posts.ts';
import { requireVerified } from '../../queries/residents.ts';
import { seeBuilding } from '../../queries/see.ts';
import { attachFiles, withFiles } from '../../write/files.ts';
import { requirePlaces } from '../../write/places.ts';
import { insertPoll } from '../../write/poll.ts';
import { announcePost, insertPost } from '../../write/publish.ts';

export const createPost = communityService.operation('createPost', async (ctx, input, call) => {
  const { buildingId, title, poll, fileIds, publishAt } = input;
  const viewer = await seeBuilding(ctx, call, buildingId);
  const { userId } = call;
  await requirePlaces(ctx, call, buildingId, input.audience);
  const now = ctx.now();
  const opensAt = publishAt !== undefined && publishAt > now ? publishAt : now;
  if (poll && (poll.closesAt <= opensAt || poll.closesAt > plus(opensAt, '366d')))
    fail('invalid_argument', 'poll.closesAt: must be within a year after it is published.');
  const id = ctx.id();
  return withFiles(ctx, call, 'createPost', fileIds, claimed =>
    ctx.db.transaction(async tx => {
      if (!viewer.staff) await requireVerified(tx, userId, buildingId);
      const { scheduled } = await insertPost(ctx, tx, {
        ...input,
        id,
        kind: poll ? 'poll' : 'post',
        authorId: userId,
        byManagement: viewer.staff,
        title: title ?? null,
      });
      if (poll) await insertPoll(ctx, tx, id, poll);
      await attachFiles(tx, claimed, { postId: id, commentId: null, by: userId, at: now });
      if (!scheduled) await announcePost(ctx, tx, id);
      return postOf(tx, viewer, id, now);
    }),
  );
});
