import { buildingService } from '../../definition.ts';
import { decide, findRequest } from '../../queries/verifications.ts';

export const withdrawVerification = buildingService.operation('withdrawVerification', async (ctx, input, call) => {
  const { requestId } = input;
  const { user_id: userId } = await findRequest(ctx.db, requestId);
  call.require(userId === call.userId, 'no such request');
  await ctx.db.transaction(tx => decide(ctx, tx, requestId, { state: 'withdrawn', by: userId, reason: null }));
});
