import { communityService } from '../../definition.ts';
import { postChanged } from '../../events.ts';
import { seePost } from '../../queries/see.ts';
import { dropFiles } from '../../write/files.ts';
import { requireOwn } from '../../write/own.ts';

export const deletePost = communityService.operation('deletePost', async (ctx, { postId }, call) => {
  const seen = await seePost(ctx, call, postId);
  requireOwn(seen);
  await ctx.db.transaction(async tx => {
    const gone = await tx.run`
      update posts set state = 'deleted', version = version + 1 where id = ${postId} and state <> 'deleted'`;
    if (gone === 0) return;
    await dropFiles(tx, { postId, commentId: null }, ctx.now());
    await ctx.publish(tx, postChanged, { postId, buildingId: seen.buildingId, change: 'deleted' });
  });
});
