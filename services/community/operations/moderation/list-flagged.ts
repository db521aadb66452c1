import { z } from 'zod';
import { Id } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { instantAt } from '#kernel/time';
import type { FlagReason } from '../../contract/wire.ts';
import { communityService } from '../../definition.ts';

interface StoredFlag {
  userId: string | null;
  reason: FlagReason;
  note: string;
  at: number;
}

const shape = {
  content_id: col.uuid,
  post_id: col.uuid,
  comment_id: col.uuid.orNull,
  author_id: col.uuid.orNull,
  title: col.text.orNull,
  text: col.text,
  hidden: col.bool,
  score: col.int,
  flags: col.json<StoredFlag[]>(),
};

export const listFlagged = communityService.operation('listFlagged', async (ctx, { buildingId, limit, cursor }) => {
  const after = afterCursor(cursor, [z.int(), Id]);
  const rows = await ctx.db.many(shape)`
    select q.content_id, q.post_id, q.comment_id, coalesce(c.author_id, case when c.id is null then p.author_id end) as author_id,
           case when c.id is null then p.title end as title, coalesce(c.text, p.text) as text,
           case when c.id is null then p.hidden_at else c.hidden_at end is not null as hidden, q.score, q.flags
    from (
      select coalesce(f.comment_id, f.post_id) as content_id, f.post_id, f.comment_id,
             sum(f.weight_percent)::int as score,
             jsonb_agg(jsonb_build_object('userId', f.user_id, 'reason', f.reason, 'note', f.note,
                                          'at', (extract(epoch from f.created_at) * 1000)::bigint)
                       order by f.created_at, f.id) as flags
      from flags f where f.building_id = ${buildingId} and f.state = 'open'
      group by f.post_id, f.comment_id) q
    join posts p on p.id = q.post_id left join comments c on c.id = q.comment_id
    where p.state <> 'deleted' and c.deleted_at is null
      ${after ? sql`and (q.score, q.content_id) < (${after[0]}::int, ${after[1]}::uuid)` : nothing}
    order by q.score desc, q.content_id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.score, found.content_id],
    found => ({
      postId: found.post_id,
      commentId: found.comment_id,
      authorId: found.author_id,
      title: found.title,
      text: found.text,
      hidden: found.hidden,
      scorePercent: found.score,
      flags: found.flags.map(({ at, ...said }) => ({ ...said, createdAt: instantAt(at) })),
    }),
  );
});
