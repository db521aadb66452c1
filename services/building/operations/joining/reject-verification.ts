import { buildingService } from '../../definition.ts';
import { verificationRejected } from '../../events.ts';
import { decide, findRequest, showRequest } from '../../queries/verifications.ts';

export const rejectVerification = buildingService.operation('rejectVerification', async (ctx, input, call) => {
  const { requestId, reason } = input;
  const { building_id: building } = await findRequest(ctx.db, requestId);
  call.require(call.can('manager', { building }), 'no such request');
  return ctx.db.transaction(async tx => {
    const by = call.user?.userId ?? null;
    const rejected = await decide(ctx, tx, requestId, { state: 'rejected', by, reason });
    await ctx.publish(tx, verificationRejected, {
      requestId,
      buildingId: rejected.building_id,
      unitId: rejected.unit_id,
      userId: rejected.user_id!,
      reason,
    });
    return showRequest(rejected);
  });
});
