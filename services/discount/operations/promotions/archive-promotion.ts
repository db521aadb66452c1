// End a promotion for good.

import { discountService } from '../../definition.ts';
import { forgetAutomatic } from '../../queries/candidates.ts';
import { ownPromotion } from '../../queries/promotions.ts';

export const archivePromotion = discountService.operation('archivePromotion', async (ctx, { promotionId }, call) =>
  ctx.db.transaction(async tx => {
    await ownPromotion(tx, promotionId, call, { lock: true });
    await tx.run`
      update promotions set state = 'archived', version = version + 1, updated_at = ${ctx.now()}
      where id = ${promotionId} and state <> 'archived'`;
    tx.afterCommit(() => forgetAutomatic(ctx));
  }),
);
