// What is taken of a resource.

import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { epochMs, type Instant } from '#kernel/time';
import type { Taken } from '../domain/availability.ts';

const quarterMs = 900_000;

/** What is taken between two instants, in order. */
export async function takenOf(
  db: Queries,
  { id, capacity }: { id: string; capacity: number },
  from: Instant,
  to: Instant,
): Promise<Taken[]> {
  if (capacity > 1) {
    const cells = await db.many({ at: col.instant, taken: col.int })`
      select at, taken from slots where resource_id = ${id} and at >= ${from} and at < ${to} and taken > 0 order by at`;
    return cells.map(({ at, taken }) => ({ fromMs: epochMs(at), toMs: epochMs(at) + quarterMs, count: taken }));
  }
  const ranges = await db.many({ from: col.instant, to: col.instant })`
    select lower(occupies) as from, upper(occupies) as to from reservations
    where resource_id = ${id} and occupies && tstzrange(${from}, ${to}) and exclusive
      and state in ('held', 'offered', 'pending', 'confirmed', 'checked_in')
    order by lower(occupies)`;
  return ranges.map(range => ({ fromMs: epochMs(range.from), toMs: epochMs(range.to), count: 1 }));
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
