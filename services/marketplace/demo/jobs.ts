// What was asked, quoted and done in each demo building, in days from today. The money of those that are paid is seeded by
// payment, from the same numbers.

import type { JobState } from '../domain/job.ts';

export interface DemoJob {
  number: number;
  state: JobState;
  provider: number;
  /** Of the forty units of the building. */
  place: number;
  title: string;
  description: string;
  inDays: number;
  total: bigint;
  tax: bigint;
}

type Row = readonly [JobState, provider: number, inDays: number, title: string, description: string];

const rows: readonly Row[] = [
  ['accepted', 4, 5, 'The radiator in the bedroom stays cold', 'It gurgles, but only the upper half gets warm.'],
  ['booked', 3, 7, 'Two sockets in the kitchen are dead', 'Since the new stove was put in.'],
  ['done', 1, -2, 'The tap in the kitchen drips', 'About once a second, also when it is turned off hard.'],
  ['disputed', 5, -5, 'Paint the hall', 'White, about thirty square metres.'],
  ['completed', 6, -20, 'The door of the balcony sticks', 'It has to be lifted to close.'],
  ['cancelled', 7, 9, 'A second lock for the front door', ''],
  ['lapsed', 8, 12, 'Clean the windows', 'Nine windows, inside and outside.'],
  ['completed', 2, -40, 'The drain of the shower is slow', 'Hair, I am afraid.'],
];

/** Amounts are such that the tax and a commission of a tenth of the rest come out even. */
export const demoJobs: readonly DemoJob[] = rows.map(([state, provider, inDays, title, description], index) => ({
  number: index + 1,
  state,
  provider,
  place: 2 + index * 2,
  title,
  description,
  inDays,
  total: 11_900n + BigInt(index) * 2_380n,
  tax: 1_900n + BigInt(index) * 380n,
}));

/** Whose money has left escrow, and how much of it went back. */
export const settledAs = ({ state, total, tax }: DemoJob): { back: bigint; commission: bigint; net: bigint } | null => {
  if (state === 'cancelled') return { back: total, commission: 0n, net: 0n };
  if (state !== 'completed') return null;
  const commission = (total - tax) / 10n;
  return { back: 0n, commission, net: total - commission };
};
