// Schedules as rows, and their rules.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import { nextOccurrence, type Recurrence } from '#kernel/recurrence';
import { col, type RowOf, row } from '#kernel/sql/columns';
import { epochMs, type Instant, instantAt, msBetween } from '#kernel/time';
import type { Schedule } from '../contract/upkeep.ts';
import type { Ticket } from '../contract/wire.ts';
import type { Missed } from '../domain/schedule.ts';

const shape = {
  id: col.uuid,
  building_id: col.uuid,
  title: col.text,
  description: col.text,
  category_id: col.uuid,
  urgent: col.bool,
  unit_id: col.uuid.orNull,
  unit_label: col.text.orNull,
  place: col.json<Exclude<Ticket['place'], null>>().orNull,
  asset_id: col.uuid.orNull,
  assignee_id: col.uuid.orNull,
  rrule: col.text,
  zone: col.text,
  starts_at: col.instant,
  missed: col.any<Missed>(),
  active: col.bool,
  next_run_at: col.instant.orNull,
  last_run_at: col.instant.orNull,
  version: col.int,
  created_at: col.instant,
};
export const scheduleRow = row(shape, 's');
export type ScheduleRow = RowOf<typeof shape>;

export const toSchedule = (found: ScheduleRow): z.output<typeof Schedule> => ({
  id: found.id,
  buildingId: found.building_id,
  title: found.title,
  description: found.description,
  categoryId: found.category_id,
  urgent: found.urgent,
  unitId: found.unit_id,
  place: found.place,
  assetId: found.asset_id,
  assigneeId: found.assignee_id,
  rrule: found.rrule,
  missed: found.missed,
  zone: found.zone,
  active: found.active,
  nextRunAt: found.next_run_at,
  lastRunAt: found.last_run_at,
  version: found.version,
  createdAt: found.created_at,
});

const checkedRuns = 10;
const shortestGapMs = 3_600_000;

/** The first run at or after an instant. Raises `invalid_argument` on a rule that cannot be read, never comes round or
 * comes round more than once an hour. */
export function firstRunOf(rule: Recurrence, from: Instant): Instant {
  // Such a rule that never comes round would be searched second by second.
  if (/SECONDLY|MINUTELY/i.test(rule.rrule)) tooOften();
  const first = nextOccurrence(rule, instantAt(epochMs(from) - 1));
  if (first === null) return fail('invalid_argument', 'rrule: it never comes round after its start.');
  let last = first;
  for (let run = 1; run < checkedRuns; run++) {
    const next = nextOccurrence(rule, last);
    if (next === null) break;
    if (msBetween(last, next) < shortestGapMs) tooOften();
    last = next;
  }
  return first;
}

const tooOften = (): never => fail('invalid_argument', 'rrule: once an hour is the most.');
