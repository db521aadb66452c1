// Who lives where, kept from events that may come in any order.

import { fail } from '#kernel/errors';
import { isRemembered } from '#kernel/forgotten';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';

interface Home {
  userId: string;
  unitId: string;
  buildingId: string;
}

/** Somebody lived in a home at an instant; still does, unless a later end is known. */
export async function startResidence(tx: Tx, { userId, unitId, buildingId }: Home, at: Instant): Promise<void> {
  await tx.run`
    insert into residents as known (user_id, unit_id, building_id, confirmed_at)
    select ${userId}, ${unitId}, ${buildingId}, ${at}::timestamptz
    where ${isRemembered(userId)}
    on conflict (user_id, unit_id) do update set confirmed_at = greatest(known.confirmed_at, excluded.confirmed_at)`;
}

/** Somebody no longer lived in a home at an instant; nor does now, unless a later start is known. */
export async function endResidence(tx: Tx, { userId, unitId, buildingId }: Home, at: Instant): Promise<void> {
  await tx.run`
    insert into residents as known (user_id, unit_id, building_id, ended_at)
    select ${userId}, ${unitId}, ${buildingId}, ${at}::timestamptz
    where ${isRemembered(userId)}
    on conflict (user_id, unit_id) do update set ended_at = greatest(known.ended_at, excluded.ended_at)`;
}

/** Which of somebody's homes they book for: the one that is named, else the first. Null for who has none; raises
 * `not_found` for one that is not theirs. */
export function homeOf(homes: readonly string[], unitId: string | undefined): string | null {
  if (unitId === undefined) return homes[0] ?? null;
  return homes.includes(unitId) ? unitId : fail('not_found', 'You have no such home here.');
}
