import { marketplaceService } from '../../definition.ts';
import { claimOf, toClaim } from '../../queries/claims.ts';
import { lockClaim, takeStep } from '../../warranty/step.ts';

export const withdrawWarranty = marketplaceService.operation('withdrawWarranty', async (ctx, { claimId }, call) =>
  ctx.db.transaction(async tx => {
    const open = await lockClaim(tx, call, claimId, 'withdraw', 'resident');
    await takeStep(ctx, tx, open, 'withdraw', { by: call.userId });
    return toClaim((await claimOf(tx, claimId))!);
  }),
);
