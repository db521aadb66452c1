// What comes back of a booking that is cancelled now.

import type { Money } from '#kernel/contract';
import { percentNow, type Resource } from './rules.ts';
import type { Booking } from './states.ts';

interface Back {
  /** Of the fee, as the steps of the resource have it. */
  percent: number;
  fee: Money;
  deposit: Money;
  total: Money;
}

/** Null where no money was taken for it yet. A manager who cancels gives everything back. */
export function backOf(
  { state, fee, deposit, startsAt }: Pick<Booking, 'state' | 'fee' | 'deposit' | 'startsAt'>,
  resource: Pick<Resource, 'refundSteps' | 'zone'>,
  now: number,
  byManager = false,
): Back | null {
  const taken = state === 'confirmed' || state === 'checked_in';
  if (!taken || (fee.amount === '0' && deposit.amount === '0')) return null;
  const percent = byManager ? 100 : percentNow(resource, startsAt, now);
  const of = (amount: bigint): Money => ({ amount: String(amount), currency: fee.currency });
  const ofFee = (BigInt(fee.amount) * BigInt(percent)) / 100n;
  return { percent, fee: of(ofFee), deposit, total: of(ofFee + BigInt(deposit.amount)) };
}
