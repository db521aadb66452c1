import { col } from '#kernel/sql/columns';
import { type CommunityCtx, communityService } from '../../definition.ts';
import { seePost } from '../../queries/see.ts';

const shape = { file_id: col.uuid, comment_id: col.uuid.orNull, mime: col.text, size: col.int };

export const listPostFiles = communityService.operation('listPostFiles', async (ctx, { postId }, call) => {
  const { viewer } = await seePost(ctx, call, postId);
  const rows = await ctx.db.many(shape)`
    select f.file_id, f.comment_id, f.mime, f.size
    from attachments f left join comments c on c.id = f.comment_id
    where f.post_id = ${postId}
      and (c.hidden_at is null or ${viewer.staff}::boolean or c.author_id = ${viewer.userId}::uuid)
    order by f.created_at, f.position limit 100`;
  const links = await linksTo(
    ctx,
    rows.map(({ file_id }) => file_id),
  );
  return {
    items: rows.map(({ file_id: fileId, comment_id: commentId, mime, size }) => ({
      fileId,
      commentId,
      mime,
      size,
      url: links.get(fileId)?.url ?? null,
      thumbnailUrl: links.get(fileId)?.thumbnailUrl ?? null,
    })),
  };
});

/** Links by file; none while media is away, as the rest of the post is worth showing without. */
async function linksTo(ctx: CommunityCtx, fileIds: string[]) {
  if (fileIds.length === 0) return new Map<string, never>();
  try {
    const { items } = await ctx.clients.media.signFiles({ fileIds });
    return new Map(items.map(item => [item.fileId, item]));
  } catch (error) {
    ctx.log.warn({ err: error }, 'the photos of a post are shown without links');
    return new Map<string, never>();
  }
}
