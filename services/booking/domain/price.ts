// What a booking costs, and what of it comes back when it is given up.

import { epochMs, type Instant } from '#kernel/time';

export interface Price {
  fee: bigint;
  feePer: 'booking' | 'slot';
  deposit: bigint;
}

/** What is paid for so many slots. */
export const priceOf = ({ fee, feePer, deposit }: Price, slots: number) => ({
  fee: feePer === 'slot' ? fee * BigInt(slots) : fee,
  deposit,
});

/** Whoever cancels at least so many hours before gets so much of the fee back. */
export interface RefundStep {
  hoursBefore: number;
  percent: number;
}

const hourMs = 3_600_000;

/** The part of the fee that comes back: the best step that is still open, nothing after the last. */
export function refundPercent(steps: readonly RefundStep[], startsAt: Instant, now: Instant): number {
  const leftMs = epochMs(startsAt) - epochMs(now);
  return Math.max(0, ...steps.filter(step => leftMs >= step.hoursBefore * hourMs).map(step => step.percent));
}

/** What is paid for a booking, and of it what is only held. */
export interface Parts {
  fee: bigint;
  deposit: bigint;
}

/** What several bookings come to together. */
export const sumOf = (all: readonly Parts[]): Parts =>
  all.reduce((sum, { fee, deposit }) => ({ fee: sum.fee + fee, deposit: sum.deposit + deposit }), {
    fee: 0n,
    deposit: 0n,
  });

/** What comes back of a booking that is cancelled: the deposit always, as nothing can have been damaged. */
export const refundOf = ({ fee, deposit }: Parts, percent: number): Parts => ({
  fee: (fee * BigInt(percent)) / 100n,
  deposit,
});
