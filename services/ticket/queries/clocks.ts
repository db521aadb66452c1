// The clocks of a ticket as rows.

import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { json, sql } from '#kernel/sql/tag';
import type { ClockName, TicketClock } from '../contract/wire.ts';
import type { BusinessCalendar } from '../domain/calendar.ts';
import { type Clock, usedMsAt } from '../domain/clocks.ts';

const clockShape = {
  clock: col.any<ClockName>(),
  targetMinutes: col.int.orNull,
  // Whole milliseconds stay exact in a float for 285,000 years.
  usedMs: col.float,
  runningSince: col.instant.orNull,
  stoppedAt: col.instant.orNull,
  dueAt: col.instant.orNull,
  warnedAt: col.instant.orNull,
  breachedAt: col.instant.orNull,
  level: col.int,
  checkAt: col.instant.orNull,
};

/** The three clocks of a ticket: first response, update, solution. */
export const clocksOfTicket = (db: Queries, ticketId: string): Promise<Clock[]> =>
  db.many(clockShape)`
    select clock, target_minutes as "targetMinutes", used_ms::float8 as "usedMs", running_since as "runningSince",
           stopped_at as "stoppedAt", due_at as "dueAt", warned_at as "warnedAt", breached_at as "breachedAt", level,
           check_at as "checkAt"
    from sla_timestamps where ticket_id = ${ticketId}
    order by array_position(array['first_response', 'update', 'solution'], clock)`;

export type TicketClockRow = Clock & { ticketId: string };

const asRows = (clocks: readonly TicketClockRow[]) => sql`
  jsonb_to_recordset(${json(clocks)}::jsonb) as c (
    "ticketId" uuid, clock text, "targetMinutes" int, "usedMs" bigint, "runningSince" timestamptz,
    "stoppedAt" timestamptz, "dueAt" timestamptz, "warnedAt" timestamptz, "breachedAt" timestamptz, level int,
    "checkAt" timestamptz)`;

export const insertClocks = (tx: Tx, clocks: readonly TicketClockRow[]): Promise<number> =>
  tx.run`
    insert into sla_timestamps (ticket_id, clock, target_minutes, used_ms, running_since, stopped_at, due_at, warned_at,
                                breached_at, level, check_at)
    select c."ticketId", c.clock, c."targetMinutes", c."usedMs", c."runningSince", c."stoppedAt", c."dueAt",
           c."warnedAt", c."breachedAt", c.level, c."checkAt"
    from ${asRows(clocks)}`;

export const updateClocks = (tx: Tx, clocks: readonly TicketClockRow[]): Promise<number> =>
  tx.run`
    update sla_timestamps s
    set target_minutes = c."targetMinutes", used_ms = c."usedMs", running_since = c."runningSince",
        stopped_at = c."stoppedAt", due_at = c."dueAt", warned_at = c."warnedAt", breached_at = c."breachedAt",
        level = c.level, check_at = c."checkAt"
    from ${asRows(clocks)}
    where s.ticket_id = c."ticketId" and s.clock = c.clock`;

/** Only the update clock waits for something before it starts: the first response. */
function stateOf({ clock, runningSince, stoppedAt, usedMs }: Clock): TicketClock['state'] {
  if (runningSince !== null) return 'running';
  if (stoppedAt !== null) return 'stopped';
  return clock === 'update' && usedMs === 0 ? 'not_started' : 'paused';
}

/** A clock as people see it at an instant. */
export const toClock = (clock: Clock, at: string, calendar: BusinessCalendar): TicketClock => ({
  clock: clock.clock,
  state: stateOf(clock),
  targetMinutes: clock.targetMinutes,
  usedMinutes: Math.floor(usedMsAt(clock, at, calendar) / 60_000),
  dueAt: clock.dueAt,
  breachedAt: clock.breachedAt,
  stoppedAt: clock.stoppedAt,
});
