// The demo's money: what vendors pay, two gift cards to try with, and what was paid for jobs.

import { seedId } from '#kernel/seed';
import { issueCard } from './credits.ts';
import type { PaymentCtx } from './definition.ts';
import { payDemoJobs } from './demo-jobs.ts';
import * as chart from './domain/chart.ts';
import { ensureAccounts } from './ledger/journal.ts';

const rules = [
  { vendor: null, ratePpm: 100_000 },
  { vendor: 'vendor:bikes', ratePpm: 80_000 },
  { vendor: 'vendor:books', ratePpm: 50_000 },
];

const cards = [
  { code: 'DEMO-GIFT-0001', amount: 5_000n },
  { code: 'DEMO-GIFT-0002', amount: 2_000n },
];

/** Fills the database with the demo's rules, accounts and gift cards; does nothing where they are. */
export async function seed(ctx: PaymentCtx): Promise<void> {
  const vendors = ['vendor:demo', 'vendor:bikes', 'vendor:books'].map(name => chart.vendor(seedId(name)));
  const ids = cards.map(({ code }) => seedId(`gift-card:${code}`));
  const own = [chart.provider('sandbox'), chart.bank, chart.commission, chart.promotions, chart.goodwill];
  await ensureAccounts(ctx, [...own, ...vendors, ...ids.map(chart.giftCard)]);
  await ctx.db.transaction(async tx => {
    const seeded = await tx.run`select from commission_rules where id = ${seedId('commission-rule:platform')}`;
    if (seeded > 0) return;
    for (const { vendor, ratePpm } of rules)
      await tx.run`
        insert into commission_rules (id, version, scope, vendor_id, rate_ppm, valid_from, created_at)
        values (${seedId(`commission-rule:${vendor ?? 'platform'}`)}, 1, ${vendor ? 'vendor' : 'platform'},
                ${vendor && seedId(vendor)}, ${ratePpm}, ${ctx.now()}, ${ctx.now()})
        on conflict do nothing`;
    for (const [index, { code, amount }] of cards.entries()) {
      const card = { id: ids[index]!, code, amount, currency: 'EUR', sold: false, expiresAt: null, issuedBy: null };
      await issueCard(ctx, tx, card);
    }
  });
  await payDemoJobs(ctx);
}
