// What stays with a home whoever lives there.

import type { Call } from '#kernel/call';
import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';

/** Whether somebody lives in a unit now, or manages its building. Of a unit that nothing is known of nobody may. */
export async function mayKnowUnit(db: Queries, call: Call, unitId: string): Promise<boolean> {
  const found = await db.maybe({ building_id: col.uuid, lives: col.bool })`
    select building_id, bool_or(user_id = ${call.user?.userId ?? null}::uuid and lives) is true as lives
    from residents where unit_id = ${unitId} group by building_id limit 1`;
  if (!found) return false;
  const building = found.building_id;
  return (found.lives && call.can('resident', { building })) || call.can('manager', { building });
}
