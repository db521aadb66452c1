// A provider's time: windows and visits as rows.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { AvailabilityWindow } from '../contract/wire.ts';
import { instantOfWall, openSpans, type Span, type Window, without, worksDuring } from '../domain/calendar.ts';

const shape = {
  id: col.uuid,
  provider_id: col.uuid,
  kind: col.any<'open' | 'closed'>(),
  weekday: col.int.orNull,
  from_minute: col.int.orNull,
  to_minute: col.int.orNull,
  first_day: col.date.orNull,
  last_day: col.date.orNull,
};
export const windowRow = row(shape);
type WindowRow = RowOf<typeof shape>;

const clockOf = (minute: number | null): string | null =>
  minute === null
    ? null
    : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export const toWindow = (found: WindowRow): z.output<typeof AvailabilityWindow> => ({
  id: found.id,
  providerId: found.provider_id,
  kind: found.kind,
  weekday: found.weekday,
  from: clockOf(found.from_minute),
  to: clockOf(found.to_minute),
  firstDay: found.first_day,
  lastDay: found.last_day,
});

export const windowsOf = (db: Queries, providerId: string): Promise<WindowRow[]> =>
  db.many(windowRow)`
    select ${windowRow} from availability_windows where provider_id = ${providerId} order by kind, weekday, from_minute, id`;

const toRule = (found: WindowRow): Window => ({
  kind: found.kind,
  weekday: found.weekday,
  fromMinute: found.from_minute,
  toMinute: found.to_minute,
  firstDay: found.first_day,
  lastDay: found.last_day,
});

interface Worker {
  id: string;
  zone: string;
}

export interface Visit {
  start: string;
  end: string;
  startsAt: Instant;
  endsAt: Instant;
}

const longestMs = 14 * 86_400_000;

/** The instants of a proposed time in a zone. Raises `invalid_argument` for one that ends before it begins. */
export function visitAt(zone: string, { start, end }: { start: string; end: string }): Visit {
  const [startsAt, endsAt] = [instantOfWall(zone, start), instantOfWall(zone, end)];
  if (endsAt <= startsAt || epochMs(endsAt) - epochMs(startsAt) > longestMs)
    fail('invalid_argument', 'A visit ends after it begins, and within two weeks.', { reason: 'bad_slot' });
  return { start, end, startsAt, endsAt };
}

/** Raises `failed_precondition` unless a provider works at a time that is still to come. */
export async function requireWorking(db: Queries, provider: Worker, visit: Visit, now: Instant): Promise<void> {
  if (visit.startsAt <= now) fail('failed_precondition', `${visit.start} is over already.`, { reason: 'slot_over' });
  const windows = (await windowsOf(db, provider.id)).map(toRule);
  if (!worksDuring(windows, provider.zone, visit.startsAt, visit.endsAt))
    fail('failed_precondition', `${visit.start} is outside the provider’s hours.`, { reason: 'outside_hours' });
}

/** What is booked of a provider between two instants. */
export async function takenOf(db: Queries, providerId: string, from: Instant, to: Instant): Promise<Span[]> {
  const rows = await db.many({ starts_at: col.instant, ends_at: col.instant })`
    select starts_at, ends_at from appointments
    where provider_id = ${providerId} and active and tstzrange(starts_at, ends_at) && tstzrange(${from}, ${to})
    order by starts_at`;
  return rows.map(found => ({ fromMs: epochMs(found.starts_at), toMs: epochMs(found.ends_at) }));
}

/** When a provider has time from one day to another. */
export async function freeTimes(db: Queries, provider: Worker, from: string, to: string): Promise<Span[]> {
  const spans = openSpans((await windowsOf(db, provider.id)).map(toRule), provider.zone, from, to);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return [];
  return without(spans, await takenOf(db, provider.id, instantAt(first.fromMs), instantAt(last.toMs)));
}

export interface Booking extends Visit {
  id: string;
  providerId: string;
  buildingId: string;
  jobId: string;
  claimId: string | null;
  zone: string;
  passCode: string | null;
}

/** Takes a provider's time: PostgreSQL decides. Those who want some of it stand in line at its row, as two inserts that
 * meet in an exclusion constraint could wait for each other. Raises `conflict` with `slot_taken`. */
export async function takeTime(tx: Tx, visit: Booking): Promise<void> {
  await tx.run`select from providers where id = ${visit.providerId} for no key update`;
  await tx.run`
    insert into appointments (id, provider_id, building_id, job_id, claim_id, zone, wall_start, wall_end, starts_at,
                              ends_at, active, pass_code)
    values (${visit.id}, ${visit.providerId}, ${visit.buildingId}, ${visit.jobId}, ${visit.claimId}, ${visit.zone},
            ${visit.start}, ${visit.end}, ${visit.startsAt}, ${visit.endsAt}, true, ${visit.passCode})`;
}
