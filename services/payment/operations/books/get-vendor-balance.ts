import { paymentService } from '../../definition.ts';
import { money } from '../../domain/amounts.ts';
import { type Account, deposits, vendor } from '../../domain/chart.ts';
import { owedBy } from '../../payouts.ts';

export const getVendorBalance = paymentService.operation('getVendorBalance', async (ctx, { vendorId }) => {
  const owed = async (account: Account) => (await owedBy(ctx.db, account)).map(each => money(each.owed, each.currency));
  return { items: await owed(vendor(vendorId)), deposits: await owed(deposits(vendorId)) };
});
