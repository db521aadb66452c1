// Which runs of a schedule open a ticket, when some of them may have passed while nobody was up for them.

import type { Instant } from '#kernel/time';

/** Of missed runs: one ticket for all of them, none, or each. */
export type Missed = 'once' | 'skip' | 'each';

/** So that a year of missed runs does not open its tickets all in one transaction. */
const maxAtOnce = 20;

/**
 * The runs to open tickets for now, and the run after them; `next` gives the run after an instant. A run is missed if
 * a whole later run has become due as well.
 */
export function dueRuns(
  firstDue: Instant,
  now: Instant,
  missed: Missed,
  next: (after: Instant) => Instant | null,
): { open: Instant[]; nextRunAt: Instant | null } {
  const second = next(firstDue);
  if (second === null || second > now) return { open: [firstDue], nextRunAt: second };
  if (missed !== 'each') return { open: missed === 'once' ? [firstDue] : [], nextRunAt: next(now) };
  const open = [firstDue];
  let run: Instant | null = second;
  while (run !== null && run <= now && open.length < maxAtOnce) {
    open.push(run);
    run = next(run);
  }
  return { open, nextRunAt: run };
}
