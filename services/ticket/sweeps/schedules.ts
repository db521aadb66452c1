// Opens the tickets of preventive schedules whose time has come.

import { nextOccurrence } from '#kernel/recurrence';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import { assign } from '../change/assign.ts';
import { calendarOf } from '../change/calendar.ts';
import { openChange, saveChange } from '../change/change.ts';
import { createTicket } from '../change/create.ts';
import type { TicketCtx } from '../definition.ts';
import type { BusinessCalendar } from '../domain/calendar.ts';
import { dueRuns } from '../domain/schedule.ts';
import { worksFor } from '../queries/people.ts';
import { type ScheduleRow, scheduleRow } from '../queries/schedules.ts';

const batchSize = 50;

/** Runs every schedule that is due, each in a transaction of its own; one that fails is tried again next time. */
export async function runSchedules(ctx: TicketCtx): Promise<void> {
  const failed: string[] = [];
  for (;;) {
    const due = await ctx.db.many({ id: col.uuid, building_id: col.uuid })`
      select id, building_id from schedules
      where active and next_run_at <= ${ctx.now()} and not id = any(${failed}::uuid[])
      order by next_run_at, id limit ${batchSize}`;
    if (due.length === 0) return;
    for (const { id, building_id } of due)
      await runSchedule(ctx, id, building_id).catch(error => {
        failed.push(id);
        ctx.log.error({ err: error, scheduleId: id }, 'a schedule could not open its tickets');
      });
  }
}

async function runSchedule(ctx: TicketCtx, scheduleId: string, buildingId: string): Promise<void> {
  const calendar = await calendarOf(ctx, buildingId);
  await ctx.db.transaction(async tx => {
    const now = ctx.now();
    // Waits for a sweep under way, and then finds the schedule moved on.
    const found = await tx.maybe(scheduleRow)`
      select ${scheduleRow} from schedules s
      where s.id = ${scheduleId} and s.active and s.next_run_at <= ${now} for update`;
    if (!found?.next_run_at) return;
    const rule = { rrule: found.rrule, zone: found.zone, start: found.starts_at };
    const { open, nextRunAt } = dueRuns(found.next_run_at, now, found.missed, after => nextOccurrence(rule, after));
    for (const occurrenceAt of open) await openFor(ctx, tx, found, occurrenceAt, calendar);
    await tx.run`
      update schedules set next_run_at = ${nextRunAt}, last_run_at = ${now}, active = ${nextRunAt !== null}
      where id = ${scheduleId}`;
  });
}

/** Opens the ticket of one run, and gives it to whom the schedule names if that person is still there. */
async function openFor(
  ctx: TicketCtx,
  tx: Tx,
  schedule: ScheduleRow,
  occurrenceAt: Instant,
  calendar: BusinessCalendar,
): Promise<void> {
  const { title, description, urgent, place, assignee_id } = schedule;
  const { id } = await createTicket(
    ctx,
    tx,
    {
      id: ctx.id(),
      buildingId: schedule.building_id,
      unitId: schedule.unit_id,
      unitLabel: schedule.unit_label,
      place,
      categoryId: schedule.category_id,
      title,
      description,
      urgent,
      openedBy: null,
      assetId: schedule.asset_id,
      run: { scheduleId: schedule.id, occurrenceAt },
    },
    calendar,
  );
  if (assignee_id === null || !(await worksFor(tx, assignee_id, schedule.building_id))) return;
  const change = await openChange(ctx, tx, id, { by: null, who: 'platform', calendar });
  await assign(change!, assignee_id);
  await saveChange(change!);
}
