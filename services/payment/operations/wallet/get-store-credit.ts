import { col } from '#kernel/sql/columns';
import { paymentService } from '../../definition.ts';
import { money } from '../../domain/amounts.ts';

export const getStoreCredit = paymentService.operation('getStoreCredit', async (ctx, _input, call) => {
  const rows = await ctx.db.many({ currency: col.text, balance: col.bigint })`
    select currency, balance from store_credits where user_id = ${call.userId} order by currency`;
  return { items: rows.map(({ currency, balance }) => money(balance, currency)) };
});
