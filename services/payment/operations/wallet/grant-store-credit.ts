import { fail } from '#kernel/errors';
import { addStoreCredit } from '../../credits.ts';
import { paymentService } from '../../definition.ts';
import { amountOf, money } from '../../domain/amounts.ts';
import { goodwill, storeCredit } from '../../domain/chart.ts';
import { ensureAccounts } from '../../ledger/journal.ts';

export const grantStoreCredit = paymentService.operation('grantStoreCredit', async (ctx, { userId, ...input }) => {
  const { currency } = input.amount;
  const amount = amountOf(input.amount, currency);
  if (amount === 0n) fail('invalid_argument', 'Give an amount above zero.');
  await ensureAccounts(ctx, [storeCredit(userId), goodwill]);
  return ctx.db.transaction(async tx => {
    const balance = await addStoreCredit(ctx, tx, { userId, amount, currency });
    return { userId, balance: money(balance, currency) };
  });
});
