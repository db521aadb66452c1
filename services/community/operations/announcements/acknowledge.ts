import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { communityService } from '../../definition.ts';
import { seePost } from '../../queries/see.ts';
import { isAddressed } from '../../queries/visibility.ts';

export const acknowledge = communityService.operation('acknowledge', async (ctx, { postId }, call) => {
  await seePost(ctx, call, postId);
  const { userId } = call;
  return ctx.db.transaction(async tx => {
    const asked = await tx.run`
      select from posts p join announcements a on a.post_id = p.id and a.acknowledge
      join residents r on r.building_id = p.building_id and r.user_id = ${userId} and r.lives
      left join homes h on h.unit_id = r.unit_id
      where p.id = ${postId} and p.state = 'published' and ${isAddressed()}`;
    if (asked === 0) fail('failed_precondition', 'Nobody asks you to acknowledge this.', { reason: 'not_asked' });
    const { acknowledged_at } = await tx.one({ acknowledged_at: col.instant })`
      insert into acknowledgements as known (post_id, user_id, acknowledged_at) values (${postId}, ${userId}, ${ctx.now()})
      on conflict (post_id, user_id) do update set acknowledged_at = known.acknowledged_at returning acknowledged_at`;
    return { acknowledgedAt: acknowledged_at };
  });
});
