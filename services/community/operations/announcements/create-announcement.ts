import { communityService } from '../../definition.ts';
import { postOf } from '../../queries/posts.ts';
import { attachFiles, withFiles } from '../../write/files.ts';
import { requirePlaces } from '../../write/places.ts';
import { announcePost, insertPost } from '../../write/publish.ts';

export const createAnnouncement = communityService.operation('createAnnouncement', async (ctx, input, call) => {
  const { buildingId, audience, acknowledge, fileIds } = input;
  const { userId } = call;
  await requirePlaces(ctx, call, buildingId, audience);
  const id = ctx.id();
  return withFiles(ctx, call, 'createAnnouncement', fileIds, claimed =>
    ctx.db.transaction(async tx => {
      const post = { ...input, id, kind: 'announcement', authorId: userId, byManagement: true } as const;
      const { scheduled } = await insertPost(ctx, tx, post);
      await tx.run`
        insert into announcements (post_id, class, acknowledge) values (${id}, ${input.class}, ${acknowledge})`;
      await attachFiles(tx, claimed, { postId: id, commentId: null, by: userId, at: ctx.now() });
      if (!scheduled) await announcePost(ctx, tx, id);
      return postOf(tx, { userId, staff: true }, id, ctx.now());
    }),
  );
});
