import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { paymentService } from '../../definition.ts';
import { methodPlace } from '../../methods.ts';
import { currentProvider } from '../../ports/providers.ts';
import { methodRow, toSavedMethod } from '../../saved-methods.ts';

const most = 20;

export const addPaymentMethod = paymentService.operation('addPaymentMethod', (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const id = ctx.id();
    const { count } = await tx.one({ count: col.int })`
      select count(*)::int as count from payment_methods where user_id = ${call.userId}`;
    if (count >= most)
      fail('failed_precondition', `Forget another card first; ${most} are kept at most.`, {
        reason: 'too_many_methods',
      });
    const index = ctx.cipher.blindIndex(`payment-method:${input.token}`);
    const added = await tx.one(methodRow)`
      insert into payment_methods as known (id, user_id, provider, token, token_index, brand, last4, expires_month,
                                            created_at)
      values (${id}, ${call.userId}, ${currentProvider(ctx).name}, ${ctx.cipher.seal(input.token, methodPlace(id))},
              ${index}, ${input.brand}, ${input.last4}, ${input.expiresMonth}, ${ctx.now()})
      on conflict on constraint payment_methods_once do update set brand = known.brand
      returning ${methodRow}`;
    return toSavedMethod(added);
  }),
);
