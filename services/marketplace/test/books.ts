// What must hold of jobs and money together, whatever went wrong on the way.

import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { paymentIdOf } from '../ids.ts';
import type { Market } from './fixture.ts';

const row = {
  id: col.uuid,
  provider_id: col.uuid,
  state: col.text,
  payment_no: col.int,
  total: col.bigint,
  to_resident: col.bigint.orNull,
  net: col.bigint.orNull,
  commission: col.bigint.orNull,
  refunded_elsewhere: col.bool,
};
const inEscrow = ['booked', 'done', 'disputed'];
const settled = ['completed', 'cancelled'];
const resting = ['accepted', 'lapsed', ...inEscrow, ...settled];

/** Every fault there is; none is as it should be. */
export async function faults(m: Market): Promise<string[]> {
  const found: string[] = [];
  const jobs = await m.db.many(row)`
    select id, provider_id, state, payment_no, total, to_resident, net, commission, refunded_elsewhere
    from job_bookings`;
  const owed = new Map<string, bigint>();
  let escrow = 0n;
  for (const job of jobs) {
    const { captured, refunded, open } = await moneyOf(m, job);
    const kept = captured - refunded;
    found.push(...open.map(state => `${job.id} has a payment that is ${state}`));
    if (!resting.includes(job.state)) found.push(`${job.id} is still ${job.state}`);
    if (inEscrow.includes(job.state) && kept !== job.total) found.push(`${job.id} is ${job.state}, and ${kept} paid`);
    if (inEscrow.includes(job.state)) escrow += kept;
    if ((job.state === 'lapsed' || job.state === 'accepted') && kept !== 0n)
      found.push(`${job.id} is ${job.state}, and ${kept} kept`);
    if (!settled.includes(job.state)) continue;
    const { net, commission } = job;
    const back = job.refunded_elsewhere ? 0n : job.to_resident;
    if (refunded !== back || captured !== job.total) found.push(`${job.id}: ${refunded} given back of ${back}`);
    if (net! + commission! !== kept) found.push(`${job.id}: ${net} and ${commission} of ${kept}`);
    owed.set(job.provider_id, (owed.get(job.provider_id) ?? 0n) + net!);
  }
  return [...found, ...(await faultsOfLedger(m, owed, escrow))];
}

async function moneyOf(m: Market, { id, payment_no }: { id: string; payment_no: number }) {
  let [captured, refunded] = [0n, 0n];
  const open: string[] = [];
  for (let no = 1; no <= payment_no; no++) {
    const payment = await m.t
      .asService('marketplace')
      .payment.getPaymentStatus({ paymentId: paymentIdOf(id, no) })
      .catch(error => {
        if (error instanceof CodedError && error.code === 'not_found') return null;
        throw error;
      });
    if (!payment) continue;
    captured += BigInt(payment.captured.amount);
    refunded += BigInt(payment.refunded.amount);
    if (!['captured', 'declined', 'voided', 'expired'].includes(payment.state)) open.push(payment.state);
  }
  return { captured, refunded, open };
}

async function faultsOfLedger(m: Market, owed: Map<string, bigint>, escrow: bigint): Promise<string[]> {
  const found: string[] = [];
  const { payment } = m.t.as(m.admin);
  for (const [vendorId, amount] of owed) {
    const { items } = await payment.getVendorBalance({ vendorId });
    const paidOut = await payment.listPayouts({ vendorId, limit: 100 });
    const lies = [...items, ...paidOut.items.map(payout => payout.amount)].reduce(
      (sum, each) => sum + BigInt(each.amount),
      0n,
    );
    if (lies !== amount) found.push(`the ledger owes ${lies}, the jobs say ${amount}`);
  }
  let inLedger = 0n;
  for (let cursor: string | undefined; ; ) {
    const page = await payment.listAccounts({ limit: 100, ...(cursor && { cursor }) });
    for (const { code, balances } of page.items)
      if (code.startsWith('escrow:')) for (const { amount } of balances) inLedger -= BigInt(amount);
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  if (inLedger !== escrow) found.push(`${inLedger} lies in escrow, the jobs say ${escrow}`);
  const { differences } = await payment.reconcile({});
  found.push(...differences.map(({ kind, detail }) => `${kind}: ${detail}`));
  const { bad } = await payment.verifyLedger({});
  if (bad) found.push(bad.reason);
  return found;
}

/** Time goes on until nothing is under way any more. */
export async function calm(m: Market, minutes = 5): Promise<void> {
  for (let passed = 0; passed < minutes; passed++) {
    m.t.clock.advance('1m');
    await m.t.settle({ tolerateFailures: true });
  }
}
