import { userDeleted } from '#services/iam/events';
import { catalogService } from './definition.ts';

export const forgetsUser = catalogService.on(userDeleted, async (_ctx, { userId }, tx) => {
  await tx.run`delete from stock_watches where user_id = ${userId}`;
  await tx.run`update stock_movements set user_id = null where user_id = ${userId}`;
});
