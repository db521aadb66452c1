// Keep one use of each promotion and coupon for an order.

import { CodedError, fail } from '#kernel/errors';
import { discountService } from '../../definition.ts';
import { releaseExpired } from '../../queries/expiry.ts';
import { insertHold, type NewHold } from '../../queries/holds.ts';

export const holdDiscountUses = discountService.operation('holdDiscountUses', async (ctx, input) => {
  const hold: NewHold = { ...input, now: ctx.now() };
  const state = await insertHold(ctx.db, hold).catch(async error => {
    // What others left lying until it expired is free the moment somebody else wants it.
    if (!isExhausted(error) || (await releaseExpired(ctx)) === 0) throw error;
    return insertHold(ctx.db, hold);
  });
  if (state === 'released')
    fail('failed_precondition', 'This hold was released or has expired; make another.', { reason: 'hold_released' });
  return { holdId: input.holdId, state };
});

const isExhausted = (error: unknown): boolean =>
  error instanceof CodedError && error.extras.reason === 'coupon_exhausted';
