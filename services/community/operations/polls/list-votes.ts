import { Id, Timestamp } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { communityService } from '../../definition.ts';
import { seePost } from '../../queries/see.ts';

const shape = { voter: col.uuid, user_id: col.uuid.orNull, option_ids: col.uuids, cast_at: col.instant };

export const listVotes = communityService.operation('listVotes', async (ctx, { postId, limit, cursor }, call) => {
  await seePost(ctx, call, postId);
  const poll =
    (await ctx.db.maybe({ anonymous: col.bool, per: col.text })`
      select anonymous, per from polls where post_id = ${postId}`) ??
    fail('failed_precondition', 'This post is no poll.', { reason: 'no_poll' });
  if (poll.anonymous) fail('failed_precondition', 'Nobody knows who answered what here.', { reason: 'anonymous' });
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(shape)`
    select voter, user_id, option_ids, cast_at from poll_votes
    where post_id = ${postId} ${after ? sql`and (cast_at, voter) > (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by cast_at, voter limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.cast_at, found.voter],
    found => ({
      userId: found.user_id,
      unitId: poll.per === 'home' ? found.voter : null,
      optionIds: found.option_ids,
      castAt: found.cast_at,
    }),
  );
});
