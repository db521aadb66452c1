import { paymentService } from '../../definition.ts';
import { money } from '../../domain/amounts.ts';
import { owedTo } from '../../payouts.ts';

export const getVendorBalance = paymentService.operation('getVendorBalance', async (ctx, { vendorId }) => ({
  items: (await owedTo(ctx.db, vendorId)).map(({ currency, owed }) => money(owed, currency)),
}));
