// The uses are used up.

import { fail } from '#kernel/errors';
import { discountService } from '../../definition.ts';
import { confirmHold } from '../../queries/holds.ts';

export const confirmDiscountUses = discountService.operation('confirmDiscountUses', async (ctx, { holdId }) => {
  const state = await confirmHold(ctx.db, holdId);
  if (state !== 'confirmed')
    fail('failed_precondition', 'This hold was released or has expired; the uses are not kept any more.', {
      reason: 'hold_released',
    });
  return { holdId, state: 'confirmed' };
});
