// One promotion.

import { discountService } from '../../definition.ts';
import { ownPromotion } from '../../queries/promotions.ts';

export const getPromotion = discountService.operation('getPromotion', (ctx, { promotionId }, call) =>
  ownPromotion(ctx.db, promotionId, call),
);
