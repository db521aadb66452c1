import { paymentService } from '../../definition.ts';

export const removePaymentMethod = paymentService.operation('removePaymentMethod', async (ctx, { methodId }, call) => {
  const removed = await ctx.db.run`
    delete from payment_methods where id = ${methodId} and user_id = ${call.userId}`;
  call.require(removed > 0, 'no such payment method');
});
