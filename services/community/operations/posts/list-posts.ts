import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { communityService } from '../../definition.ts';
import { readPosts, showPost } from '../../queries/posts.ts';
import { seeBuilding } from '../../queries/see.ts';

export const listPosts = communityService.operation('listPosts', async (ctx, input, call) => {
  const { buildingId, state, limit, cursor } = input;
  const viewer = await seeBuilding(ctx, call, buildingId);
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await readPosts(
    ctx.db,
    viewer,
    sql`
      select p.* from posts p
      where p.building_id = ${buildingId} and p.state <> 'deleted'
        ${viewer.staff ? nothing : sql`and p.author_id = ${viewer.userId}::uuid`}
        ${state ? sql`and p.state = ${state}` : nothing}
        ${after ? sql`and (p.shown_at, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
      order by p.shown_at desc, p.id desc limit ${limit + 1}`,
  );
  return toPage(
    rows,
    limit,
    found => [found.shown_at, found.id],
    found => showPost(found, ctx.now()),
  );
});
