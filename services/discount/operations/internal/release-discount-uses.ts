// The uses are free again.

import { sql } from '#kernel/sql/tag';
import { discountService } from '../../definition.ts';
import { leaveTombstone, releaseHolds } from '../../queries/holds.ts';

export const releaseDiscountUses = discountService.operation('releaseDiscountUses', async (ctx, { holdId }) => {
  const release = () => releaseHolds(ctx.db, sql`id = ${holdId}`);
  // A hold that is made between the two is there when it is looked for again.
  if ((await release()) === 0 && !(await leaveTombstone(ctx.db, holdId, ctx.now()))) await release();
  return { holdId, state: 'released' };
});
