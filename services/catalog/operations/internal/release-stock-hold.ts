import { catalogService } from '../../definition.ts';
import { releaseHold } from '../../queries/holds.ts';

export const releaseStockHold = catalogService.operation('releaseStockHold', async (ctx, { holdId }) => {
  await releaseHold(ctx, holdId);
  return { holdId, state: 'released' as const };
});
