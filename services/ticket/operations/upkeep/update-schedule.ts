import { fail } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import { ticketService } from '../../definition.ts';
import { slaOfCategory } from '../../queries/categories.ts';
import { requireStaff } from '../../queries/people.ts';
import { firstRunOf, type ScheduleRow, scheduleRow, toSchedule } from '../../queries/schedules.ts';

export const updateSchedule = ticketService.operation('updateSchedule', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { scheduleId, expectedVersion } = input;
    const found = await tx.maybe(scheduleRow)`
      select ${scheduleRow} from schedules s where s.id = ${scheduleId} for update`;
    call.require(found !== null && call.can('manager', { building: found.building_id }), 'There is no such schedule.');
    const known = found!;
    if (expectedVersion !== undefined && expectedVersion !== known.version)
      fail('version_mismatch', `This schedule is at version ${known.version}: read it again, then decide.`);
    const next = {
      title: input.title ?? known.title,
      description: input.description ?? known.description,
      category_id: input.categoryId ?? known.category_id,
      urgent: input.urgent ?? known.urgent,
      assignee_id: input.assigneeId === undefined ? known.assignee_id : input.assigneeId,
      rrule: input.rrule ?? known.rrule,
      missed: input.missed ?? known.missed,
      active: input.active ?? known.active,
    };
    await requireTemplate(tx, known, next);
    const goesOn = next.rrule !== known.rrule || (next.active && !known.active);
    const rule = { rrule: next.rrule, zone: known.zone, start: known.starts_at };
    const nextRunAt = goesOn ? firstRunOf(rule, ctx.now()) : known.next_run_at;
    const changed = await tx.one(scheduleRow)`
      update schedules s
      set title = ${next.title}, description = ${next.description}, category_id = ${next.category_id},
          urgent = ${next.urgent}, assignee_id = ${next.assignee_id}, rrule = ${next.rrule}, missed = ${next.missed},
          active = ${next.active}, next_run_at = ${nextRunAt}, version = version + 1
      where s.id = ${scheduleId} returning ${scheduleRow}`;
    return toSchedule(changed);
  }),
);

/** What the tickets are made of must fit the building, where it changes. */
async function requireTemplate(
  tx: Tx,
  known: ScheduleRow,
  next: Pick<ScheduleRow, 'category_id' | 'assignee_id'>,
): Promise<void> {
  if (next.category_id !== known.category_id) await slaOfCategory(tx, next.category_id, known.building_id);
  if (next.assignee_id && next.assignee_id !== known.assignee_id)
    await requireStaff(tx, known.building_id, next.assignee_id);
}
