import { fail } from '#kernel/errors';
import { buildingService } from '../../definition.ts';
import { endableMembership } from '../../queries/members.ts';

export const cancelMoveIn = buildingService.operation('cancelMoveIn', async (ctx, { membershipId }, call) => {
  await endableMembership(ctx.db, call, membershipId);
  const cancelled = await ctx.db.run`
    update unit_memberships set state = 'ended', ended_at = ${ctx.now()}, version = version + 1
    where id = ${membershipId} and state = 'upcoming'`;
  if (cancelled === 0)
    fail('failed_precondition', 'The move-in has happened or was called off; move out instead.', {
      reason: 'not_upcoming',
    });
});
