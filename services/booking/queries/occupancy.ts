// What is taken of a resource.

import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { Taken } from '../domain/availability.ts';

const quarterMs = 900_000;

/** An instant in milliseconds: a busy month has thousands, and to read their dates is most of what it takes to answer. */
const inMs = (instant: ReturnType<typeof sql>) => sql`round(date_part('epoch', ${instant}) * 1000)`;

/** What is taken between two instants, in order. */
export async function takenOf(
  db: Queries,
  { id, capacity }: { id: string; capacity: number },
  from: Instant,
  to: Instant,
): Promise<Taken[]> {
  if (capacity > 1) {
    const cells = await db.many({ ms: col.float, taken: col.int })`
      select ${inMs(sql`at`)} as ms, taken from slots
      where resource_id = ${id} and at >= ${from} and at < ${to} and taken > 0 order by at`;
    return cells.map(({ ms, taken }) => ({ fromMs: ms, toMs: ms + quarterMs, count: taken }));
  }
  // What touches is read as one: most of a full day does.
  const ranges = await db.many({ from_ms: col.float, to_ms: col.float })`
    select ${inMs(sql`lower(taken)`)} as from_ms, ${inMs(sql`upper(taken)`)} as to_ms
    from unnest((
      select range_agg(occupies) from reservations
      where resource_id = ${id} and occupies && tstzrange(${from}, ${to}) and exclusive
        and state in ('held', 'offered', 'pending', 'confirmed', 'checked_in'))) taken
    order by taken`;
  return ranges.map(({ from_ms: fromMs, to_ms: toMs }) => ({ fromMs, toMs, count: 1 }));
}

/** Whether somebody who asks now would be too late: only what saves the others the way to where it is decided. */
export async function looksTaken(
  db: Queries,
  { id, capacity }: { id: string; capacity: number },
  from: Instant,
  to: Instant,
): Promise<boolean> {
  const { taken } =
    capacity > 1
      ? await db.one({ taken: col.bool })`
          select exists (select from slots where resource_id = ${id} and at >= ${from} and at < ${to}
                           and taken >= ${capacity}) as taken`
      : await db.one({ taken: col.bool })`
          select exists (
            select from reservations
            where resource_id = ${id} and occupies && tstzrange(${from}, ${to}) and exclusive
              and state in ('held', 'offered', 'pending', 'confirmed', 'checked_in')) as taken`;
  return taken;
}
