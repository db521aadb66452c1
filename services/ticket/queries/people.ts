// Who lives in a building and who works for it, as far as ticket knows from events.

import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';

/** Whether somebody works for a building. What says so is locked until commit, so that a role taken away at the same
 * time waits and then finds what the person was given. */
export async function worksFor(tx: Tx, userId: string, buildingId: string): Promise<boolean> {
  const roles = await tx.many({ role: col.text })`
    select role from staff where user_id = ${userId} and (building_id = ${buildingId} or building_id is null)
    for share`;
  return roles.length > 0;
}

/** Raises `failed_precondition` unless somebody works for a building. */
export async function requireStaff(tx: Tx, buildingId: string, userId: string): Promise<void> {
  if (!(await worksFor(tx, userId, buildingId)))
    fail('failed_precondition', 'Choose somebody who manages or supports this building.', { reason: 'not_staff' });
}

/** Whether somebody lives in a home. */
export const livesIn = async (db: Queries, userId: string, unitId: string): Promise<boolean> =>
  (await db.maybe({ lives: col.bool })`
    select lives from residents where user_id = ${userId} and unit_id = ${unitId} and lives`) !== null;

/** Whether somebody lives in a building or works for it. */
export async function belongsTo(db: Queries, userId: string, buildingId: string): Promise<boolean> {
  const { belongs } = await db.one({ belongs: col.bool })`
    select exists (select from residents where user_id = ${userId} and building_id = ${buildingId} and lives)
        or exists (select from staff where user_id = ${userId} and (building_id = ${buildingId} or building_id is null))
        as belongs`;
  return belongs;
}
