// When a job runs next.

import { nextOccurrence } from '../recurrence.ts';
import { type Duration, durationMs, epochMs, type Instant, instantAt } from '../time.ts';

/** Every so often, or by a recurrence rule at wall times of a zone. */
export type Schedule = Duration | { rrule: string; zone: string };

/** What becomes of runs that nobody was up for: one run for all of them, none, or each. */
export type Missed = 'once' | 'skip' | 'each';

const origin = '2000-01-01T00:00:00.000Z';

/** The first run of a job that was never run. */
export const firstRun = (schedule: Schedule, now: Instant): Instant =>
  typeof schedule === 'string' ? now : nextRun(schedule, now, now, 'once');

/** The run after the one that was due at `due`, seen from `now`. */
export function nextRun(schedule: Schedule, due: Instant, now: Instant, missed: Missed): Instant {
  const from = missed === 'each' ? due : now > due ? now : due;
  if (typeof schedule === 'string') {
    const step = durationMs(schedule);
    const behind = missed === 'each' ? 1 : Math.max(1, Math.floor((epochMs(now) - epochMs(due)) / step) + 1);
    return instantAt(epochMs(due) + behind * step);
  }
  const next = nextOccurrence({ ...schedule, start: origin }, from);
  if (next === null) throw new Error(`the schedule ${schedule.rrule} has no next run`);
  return next;
}

/** Whether a run due at `due` should still happen at `now`: skipped if a whole later run has become due as well. */
export const isMissed = (schedule: Schedule, due: Instant, now: Instant): boolean =>
  nextRun(schedule, due, due, 'each') <= now;
