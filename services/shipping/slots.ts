// Slots are made from the windows of a method for the days to come; those that are there stay as they are.

import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { json, nothing, sql } from '#kernel/sql/tag';
import type { ShippingCtx } from './definition.ts';
import { slotsOf } from './domain/promise.ts';

const daysAhead = 14;

/** Makes the slots of the next two weeks: of one method, or of all that are offered. */
export async function makeSlots(ctx: ShippingCtx, db: Queries, methodId?: string): Promise<void> {
  const windows = await db.many({
    method_id: col.uuid,
    weekday: col.int,
    from: col.time,
    until: col.time,
    capacity: col.int,
    time_zone: col.text,
    weekdays: col.ints,
    holidays: col.texts,
  })`
    select w.method_id, w.weekday, w.from_time as "from", w.until_time as until, w.capacity, z.time_zone, z.weekdays,
           z.holidays
    from delivery_windows w join shipping_methods m on m.id = w.method_id join shipping_zones z on z.id = m.zone_id
    where m.archived_at is null and z.archived_at is null ${methodId ? sql`and m.id = ${methodId}` : nothing}`;
  const slots = [...Map.groupBy(windows, window => window.method_id).values()].flatMap(own => {
    const { time_zone, weekdays, holidays } = own[0]!;
    const days = { timeZone: time_zone, weekdays, holidays };
    return slotsOf(ctx.now(), days, own, daysAhead + 1).map(({ window, startsAt, endsAt }) => ({
      id: ctx.id(),
      methodId: window.method_id,
      capacity: window.capacity,
      startsAt,
      endsAt,
    }));
  });
  await db.run`
    insert into delivery_slots (id, method_id, starts_at, ends_at, capacity)
    select s.id, s."methodId", s."startsAt", s."endsAt", s.capacity
    from jsonb_to_recordset(${json(slots)}::jsonb)
      as s (id uuid, "methodId" uuid, "startsAt" timestamptz, "endsAt" timestamptz, capacity int)
    -- Whoever makes the same ones at once waits for one of them, never in a circle.
    order by s."startsAt", s."methodId"
    on conflict on constraint delivery_slots_unique do nothing`;
}
