// Who is proven to live where, kept from events that may come in any order.

import { fail } from '#kernel/errors';
import { isRemembered } from '#kernel/forgotten';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';

interface Home {
  userId: string;
  unitId: string;
  buildingId: string;
}

/** Somebody was proven to live in a home at an instant, or no longer did; the later word counts. */
export async function keepResidence(
  tx: Tx,
  { userId, unitId, buildingId }: Home,
  change: 'confirmed' | 'ended',
  at: Instant,
): Promise<void> {
  const [confirmed, ended] = change === 'confirmed' ? [at, null] : [null, at];
  await tx.run`
    insert into residents as known (user_id, unit_id, building_id, confirmed_at, ended_at)
    select ${userId}, ${unitId}, ${buildingId}, ${confirmed}::timestamptz, ${ended}::timestamptz
    where ${isRemembered(userId)}
    on conflict (user_id, unit_id) do update
    set confirmed_at = greatest(known.confirmed_at, excluded.confirmed_at),
        ended_at = greatest(known.ended_at, excluded.ended_at)`;
}

/** The home somebody asks for: the one that is named, else the first. Raises `not_found` for one that is not theirs, and
 * `failed_precondition` for who has none there. */
export async function homeOf(
  db: Queries,
  { userId, buildingId }: { userId: string; buildingId: string },
  unitId: string | undefined,
): Promise<string> {
  const homes = await db.many({ unit_id: col.uuid })`
    select unit_id from residents where user_id = ${userId} and building_id = ${buildingId} and lives order by unit_id`;
  if (homes.length === 0)
    fail('failed_precondition', 'Only verified residents ask for quotes; ask the management to verify you.', {
      reason: 'not_verified',
    });
  const found = unitId === undefined ? homes[0] : homes.find(home => home.unit_id === unitId);
  return found?.unit_id ?? fail('not_found', 'You have no such home here.');
}

/** Whether somebody is proven to live in a unit. */
export async function livesIn(db: Queries, userId: string | null, unitId: string): Promise<boolean> {
  const { lives } = await db.one({ lives: col.bool })`
    select exists (select from residents where user_id = ${userId}::uuid and unit_id = ${unitId} and lives) as lives`;
  return lives;
}
