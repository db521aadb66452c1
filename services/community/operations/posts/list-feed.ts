import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { communityService } from '../../definition.ts';
import { readPosts, showPost } from '../../queries/posts.ts';
import { seeBuilding, viewerOf } from '../../queries/see.ts';
import { visiblePosts } from '../../queries/visibility.ts';

/** One statement, whoever asks: only an empty page asks a second time whether there is nothing or nothing for them. */
export const listFeed = communityService.operation('listFeed', async (ctx, input, call) => {
  const { buildingId, kind, limit, cursor } = input;
  const now = ctx.now();
  const viewer = viewerOf(call, buildingId);
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await readPosts(
    ctx.db,
    viewer,
    sql`
      ${visiblePosts(viewer, now, buildingId)}
        and p.state = 'published' and (p.expires_at is null or p.expires_at > ${now}::timestamptz)
        ${kind ? sql`and p.kind = ${kind}` : nothing}
        ${after ? sql`and (p.shown_at, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
      order by p.shown_at desc, p.id desc limit ${limit + 1}`,
  );
  if (rows.length > 0) call.require(true, 'There is no such building, or you do not live there.');
  else await seeBuilding(ctx, call, buildingId);
  return toPage(
    rows,
    limit,
    found => [found.shown_at, found.id],
    found => showPost(found, now),
  );
});
