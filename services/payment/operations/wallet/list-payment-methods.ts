import { paymentService } from '../../definition.ts';
import { methodRow, toSavedMethod } from '../../saved-methods.ts';

export const listPaymentMethods = paymentService.operation('listPaymentMethods', async (ctx, _input, call) => {
  const rows = await ctx.db.many(methodRow)`
    select ${methodRow} from payment_methods where user_id = ${call.userId} order by created_at, id`;
  return { items: rows.map(toSavedMethod) };
});
