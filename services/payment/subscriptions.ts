// What payment does when an account is gone: the cards are forgotten, the books stay as the law asks.

import { userDeleted } from '#services/iam/events';
import { paymentService } from './definition.ts';

export const forgetUser = paymentService.on(userDeleted, async (_ctx, { userId }, tx) => {
  await tx.run`delete from payment_methods where user_id = ${userId}`;
});
