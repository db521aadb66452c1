import { fail } from '#kernel/errors';
import { paymentService } from '../../definition.ts';
import { bank } from '../../domain/chart.ts';
import { ensureAccounts } from '../../ledger/journal.ts';
import { payOut, toPayout } from '../../payouts.ts';

export const startPayout = paymentService.operation('startPayout', async (ctx, { vendorId, currency }, call) => {
  await ensureAccounts(ctx, [bank]);
  return ctx.db.transaction(async tx => {
    const paid = await payOut(ctx, tx, { vendorId, currency, startedBy: call.user?.userId ?? null });
    return toPayout(
      paid ?? fail('failed_precondition', 'This vendor is owed nothing in this currency.', { reason: 'nothing_owed' }),
    );
  });
});
