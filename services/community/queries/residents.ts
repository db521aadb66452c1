// Who lives where, kept from events that may come in any order.

import { fail } from '#kernel/errors';
import { isRemembered } from '#kernel/forgotten';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { UnitKind } from '../contract/wire.ts';

interface Residence {
  userId: string;
  unitId: string;
  buildingId: string;
}

/** Somebody lived in a home at an instant, perhaps proven; still does, unless a later end is known. */
export async function startResidence(
  tx: Tx,
  { userId, unitId, buildingId }: Residence,
  { at, verified }: { at: Instant; verified: boolean },
): Promise<void> {
  await tx.run`
    insert into residents as known (user_id, unit_id, building_id, confirmed_at, verified_at)
    select ${userId}, ${unitId}, ${buildingId}, ${at}, ${verified ? at : null}::timestamptz
    where ${isRemembered(userId)}
    on conflict (user_id, unit_id) do update
    set confirmed_at = greatest(known.confirmed_at, excluded.confirmed_at),
        verified_at = greatest(known.verified_at, excluded.verified_at)`;
}

/** Somebody no longer lived in a home at an instant; nor does now, unless a later start is known. */
export async function endResidence(tx: Tx, { userId, unitId, buildingId }: Residence, at: Instant): Promise<void> {
  await tx.run`
    insert into residents as known (user_id, unit_id, building_id, ended_at)
    select ${userId}, ${unitId}, ${buildingId}, ${at}::timestamptz
    where ${isRemembered(userId)}
    on conflict (user_id, unit_id) do update set ended_at = greatest(known.ended_at, excluded.ended_at)`;
}

/** Whether somebody lives in a building. */
export async function livesIn(db: Queries, userId: string, buildingId: string): Promise<boolean> {
  const { lives } = await db.one({ lives: col.bool })`
    select exists (select from residents where user_id = ${userId} and building_id = ${buildingId} and lives) as lives`;
  return lives;
}

/** Raises `permission_denied` unless somebody is proven to live in a building. The proof is locked until commit, so that
 * whoever moves out at the same time has written before, or not at all. */
export async function requireVerified(tx: Tx, userId: string, buildingId: string): Promise<void> {
  const homes = await tx.many({ unit_id: col.uuid })`
    select unit_id from residents where user_id = ${userId} and building_id = ${buildingId} and verified for share`;
  if (homes.length === 0)
    fail('permission_denied', 'Only verified residents write here; ask the management to verify you.', {
      reason: 'not_verified',
    });
}

export interface KnownHome {
  unitId: string;
  buildingId: string;
  entranceId: string;
  kind: UnitKind;
  label: string;
}

/** Keeps where a home is and what it is. */
export async function keepHome(db: Queries, { unitId, buildingId, entranceId, kind, label }: KnownHome): Promise<void> {
  await db.run`
    insert into homes (unit_id, building_id, entrance_id, kind, label)
    values (${unitId}, ${buildingId}, ${entranceId}, ${kind}, ${label})
    on conflict (unit_id) do update
    set entrance_id = excluded.entrance_id, kind = excluded.kind, label = excluded.label`;
}
