import { fail } from '#kernel/errors';
import { buildingService } from '../../definition.ts';
import { endableMembership } from '../../queries/members.ts';
import { findMoveOut, showMoveOut } from '../../queries/move-outs.ts';
import { vacate } from '../../vacate.ts';

export const moveOut = buildingService.operation('moveOut', async (ctx, { membershipId }, call) => {
  const { user_id: userId } = await endableMembership(ctx.db, call, membershipId);
  const by = call.user?.userId ?? null;
  return ctx.db.transaction(async tx => {
    const moveOutId =
      (await vacate(ctx, tx, membershipId, { reason: by === userId ? 'moved_out' : 'removed', by })) ??
      fail('failed_precondition', 'This stay is over or has not begun; call off a move-in instead.', {
        reason: 'not_current',
      });
    return showMoveOut(tx, await findMoveOut(tx, moveOutId));
  });
});
