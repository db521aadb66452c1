// What payment does by the clock, and the loops that follow what happened.

import { col } from '#kernel/sql/columns';
import { type PaymentCtx, paymentService } from './definition.ts';
import { bank } from './domain/chart.ts';
import { checkDue } from './flow/check.ts';
import { ensureAccounts } from './ledger/journal.ts';
import { sealBlock } from './ledger/seal.ts';
import { tell } from './news.ts';
import { payOut } from './payouts.ts';
import { reconcileNow } from './reconciliation.ts';
import { deliverDue } from './sandbox/deliveries.ts';
import { processDue } from './webhooks.ts';

export const loops = [
  paymentService.loop('tell', tell),
  paymentService.loop('seal', sealBlock),
  paymentService.loop('check', checkDue),
  paymentService.loop('webhooks', processDue),
  paymentService.loop('sandbox-webhooks', deliverDue),
];

/** Each vendor in each currency is a transaction of its own: one that fails keeps none of the others waiting. */
async function payEverybodyOut(ctx: PaymentCtx): Promise<void> {
  await ensureAccounts(ctx, [bank]);
  const owed = await ctx.db.many({ vendor_id: col.uuid, currency: col.text })`
    select a.vendor_id, p.currency from accounts a join postings p on p.account = a.code
    where a.code like 'vendor:%' group by a.vendor_id, p.currency having sum(p.amount) < 0
    order by a.vendor_id, p.currency`;
  for (const { vendor_id: vendorId, currency } of owed)
    await ctx.db
      .transaction(tx => payOut(ctx, tx, { vendorId, currency, startedBy: null }))
      .catch(error => ctx.log.warn({ err: error, vendorId }, 'a payout failed'));
}

async function reconcileNightly(ctx: PaymentCtx): Promise<void> {
  const { differences } = await reconcileNow(ctx, ctx.db);
  if (differences.length > 0) ctx.log.error({ differences: differences.slice(0, 20) }, 'the books do not add up');
}

export const jobs = [
  paymentService.job(
    'pay-vendors-out',
    { rrule: 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=4;BYMINUTE=0;BYSECOND=0', zone: 'UTC' },
    payEverybodyOut,
  ),
  paymentService.job(
    'reconcile',
    { rrule: 'FREQ=DAILY;BYHOUR=3;BYMINUTE=0;BYSECOND=0', zone: 'UTC' },
    reconcileNightly,
  ),
];
