// What discount clears away.

import { minus } from '#kernel/time';
import { discountService } from './definition.ts';
import { releaseExpired } from './queries/expiry.ts';

/** Gives back what was kept for orders that never came about. */
export const expireHolds = discountService.loop('expire-holds', async ctx => (await releaseExpired(ctx)) > 0);

/** Released holds are kept for a month, as long as somebody could still ask for one; used ones for good. */
export const forgetReleased = discountService.job('forget-released', '1d', async ctx => {
  await ctx.db.run`delete from use_holds where state = 'released' and created_at < ${minus(ctx.now(), '30d')}`;
});
