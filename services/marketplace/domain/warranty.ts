// A warranty: what comes of a claim, as one table, and until when one may be made.

import { epochMs, type Instant, instantAt } from '#kernel/time';

export type ClaimState = 'open' | 'scheduled' | 'resolved' | 'withdrawn';
export type ClaimStep = 'schedule' | 'finish' | 'withdraw';

export const claimMachine: Readonly<Record<ClaimState, Partial<Record<ClaimStep, ClaimState>>>> = {
  open: { schedule: 'scheduled', finish: 'resolved', withdraw: 'withdrawn' },
  scheduled: { schedule: 'scheduled', finish: 'resolved', withdraw: 'withdrawn' },
  resolved: {},
  withdrawn: {},
};

/** Until when a warranty of so many days runs; null where there is none. */
export const warrantyEnd = (doneAt: Instant, days: number): Instant | null =>
  days === 0 ? null : instantAt(epochMs(doneAt) + days * 86_400_000);
