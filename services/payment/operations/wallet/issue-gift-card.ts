import { fail } from '#kernel/errors';
import { issueCard } from '../../credits.ts';
import { paymentService } from '../../definition.ts';
import { amountOf, money } from '../../domain/amounts.ts';
import { bank, giftCard, goodwill } from '../../domain/chart.ts';
import { newGiftCardCode } from '../../gift-card-codes.ts';
import { ensureAccounts } from '../../ledger/journal.ts';

export const issueGiftCard = paymentService.operation('issueGiftCard', async (ctx, input, call) => {
  const { currency } = input.amount;
  const amount = amountOf(input.amount, currency);
  if (amount === 0n) fail('invalid_argument', 'Give an amount above zero.');
  const id = ctx.id();
  const code = newGiftCardCode(ctx);
  await ensureAccounts(ctx, [giftCard(id), bank, goodwill]);
  return ctx.db.transaction(async tx => {
    const { sold, expiresAt } = input;
    await issueCard(ctx, tx, { id, code, amount, currency, sold, expiresAt, issuedBy: call.user?.userId ?? null });
    return { id, code, balance: money(amount, currency) };
  });
});
