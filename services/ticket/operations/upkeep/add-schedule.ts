import { json } from '#kernel/sql/tag';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import { calendarOf } from '../../change/calendar.ts';
import { whereIs } from '../../change/where.ts';
import { ticketService } from '../../definition.ts';
import { requireAsset } from '../../queries/assets.ts';
import { slaOfCategory } from '../../queries/categories.ts';
import { requireStaff } from '../../queries/people.ts';
import { firstRunOf, scheduleRow, toSchedule } from '../../queries/schedules.ts';

export const addSchedule = ticketService.operation('addSchedule', async (ctx, input, call) => {
  const { buildingId, title, description, categoryId, urgent, assetId, assigneeId, rrule, missed } = input;
  const { unitId, unitLabel, place } = await whereIs(ctx, call, input);
  const { zone } = await calendarOf(ctx, buildingId);
  const now = ctx.now();
  const start = wholeMinute(input.startsAt ?? now);
  const firstRun = firstRunOf({ rrule, zone, start }, now);
  return ctx.db.transaction(async tx => {
    await slaOfCategory(tx, categoryId, buildingId);
    if (assetId) await requireAsset(tx, assetId, buildingId);
    if (assigneeId) await requireStaff(tx, buildingId, assigneeId);
    const added = await tx.one(scheduleRow)`
      insert into schedules as s (id, building_id, title, description, category_id, urgent, unit_id, unit_label, place,
                                  asset_id, assignee_id, rrule, zone, starts_at, missed, next_run_at, created_by,
                                  created_at)
      values (${ctx.id()}, ${buildingId}, ${title}, ${description}, ${categoryId}, ${urgent}, ${unitId}, ${unitLabel},
              ${place && json(place)}, ${assetId}, ${assigneeId}, ${rrule}, ${zone}, ${start}, ${missed}, ${firstRun},
              ${call.user?.userId ?? null}, ${now})
      returning ${scheduleRow}`;
    return toSchedule(added);
  });
});

const minuteMs = 60_000;

/** The first whole minute at or after an instant: a rule without BYSECOND would repeat its fractions for ever. */
const wholeMinute = (instant: Instant): Instant => instantAt(Math.ceil(epochMs(instant) / minuteMs) * minuteMs);
