// The buildings somebody still has anything to do with: whoever left one sees nothing of it any more.

import type { Call } from '#kernel/call';
import type { Fragment } from '#kernel/sql/tag';
import { sql } from '#kernel/sql/tag';

/** Of rows with a building: whether it is one of theirs. */
export function inMyBuildings(call: Call, buildingId: Fragment): Fragment {
  const grants = call.user?.grants ?? [];
  if (grants.some(({ scope }) => scope === 'platform')) return sql`true`;
  const homes = grants
    .filter(({ role, scope }) => (role === 'resident' || role === 'manager') && scope.startsWith('building:'))
    .map(({ scope }) => scope.slice('building:'.length));
  return sql`${buildingId} = any(${homes}::uuid[])`;
}
