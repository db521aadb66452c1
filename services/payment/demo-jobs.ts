// The money of the demo's jobs, which marketplace seeds: what is paid lies in escrow, has gone to the provider, or back.
// Both go by the same numbers; the test of marketplace's seed compares.

import { seedId } from '#kernel/seed';
import { plus } from '#kernel/time';
import type { PaymentCtx } from './definition.ts';
import { derivedId } from './derived-id.ts';
import { money } from './domain/amounts.ts';
import { authorise } from './flow/authorise.ts';
import { capture } from './flow/capture.ts';
import { refund } from './flow/refund.ts';
import { release } from './flow/release.ts';
import { findPayment } from './payments.ts';

interface PaidJob {
  number: number;
  provider: number;
  category: string;
  became: 'held' | 'released' | 'refunded';
}

/** The jobs of each building that are paid, and what became of the money. */
const paid: readonly PaidJob[] = [
  { number: 2, provider: 3, category: 'electrical', became: 'held' },
  { number: 3, provider: 1, category: 'plumbing', became: 'held' },
  { number: 4, provider: 5, category: 'painting', became: 'held' },
  { number: 5, provider: 6, category: 'carpentry', became: 'released' },
  { number: 6, provider: 7, category: 'locksmith', became: 'refunded' },
  { number: 8, provider: 2, category: 'plumbing', became: 'released' },
];

const eur = (amount: number) => money(BigInt(amount), 'EUR');

/** Pays for the jobs of the demo, also where its other data is older; does nothing where that is done. */
export async function payDemoJobs(ctx: PaymentCtx): Promise<void> {
  const last = derivedId(seedId(`job:3:${paid.at(-1)!.number}`), 'job 1');
  if ((await findPayment(ctx, last))?.state === 'captured') return;
  for (const building of [1, 2, 3]) for (const job of paid) await payDemoJob(ctx, building, job);
}

async function payDemoJob(ctx: PaymentCtx, building: number, job: PaidJob): Promise<void> {
  const { number, provider, category, became } = job;
  const orderId = seedId(`job:${building}:${number}`);
  const paymentId = derivedId(orderId, 'job 1');
  const [total, tax] = [11_900 + (number - 1) * 2_380, 1_900 + (number - 1) * 380];
  const vendorId = seedId(`service-provider:${provider}`);
  const shares = [
    {
      vendorId,
      deposit: false,
      categoryIds: [derivedId('category', category)],
      gross: eur(total),
      tax: eur(tax),
      platformFunded: eur(0),
    },
  ];
  const resident = (building - 1) * 40 + 2 * number;
  await authorise(ctx, {
    paymentId,
    orderId,
    orderNumber: `J-${orderId.slice(-12).toUpperCase()}`,
    purpose: 'marketplace',
    payerId: seedId(`resident:${resident}`),
    amount: eur(total),
    method: { kind: 'card', token: null, giftCards: [], storeCredit: false },
    expiresAt: plus(ctx.now(), '1h'),
  });
  const line = { text: 'Work at home', quantity: 1, gross: eur(total), tax: eur(tax), taxRatePpm: 190_000 };
  const invoice = { billTo: [`Resident ${resident}`], lines: [line] };
  await capture(ctx, { paymentId, shares, giftCards: [], escrow: true, invoice });
  if (became === 'refunded') {
    const refundId = derivedId(orderId, 'refund:1');
    await refund(ctx, { paymentId, refundId, amount: eur(total), shares, reason: 'A job was cancelled' });
  }
  if (became !== 'held') await release(ctx, paymentId);
}
