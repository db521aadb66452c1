// The escalation chain of a building as rows.

import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { json, sql } from '#kernel/sql/tag';

export interface EscalationLevel {
  afterMinutes: number;
  userIds: string[];
  roles: ('manager' | 'support')[];
}

/** The business minutes from a breach to each level of a building's chain, as an array in a statement. */
export const escalationMinutesOf = (buildingId: string) => sql`
  array(select after_minutes from escalation_rules where building_id = ${buildingId} order by level)`;

/** The chain, first level first. */
export async function escalationOf(
  db: Queries,
  buildingId: string,
): Promise<{ buildingId: string; levels: EscalationLevel[] }> {
  const rows = await db.many({
    after_minutes: col.int,
    user_ids: col.uuids,
    roles: col.any<EscalationLevel['roles']>(),
  })`
    select after_minutes, user_ids, roles from escalation_rules where building_id = ${buildingId} order by level`;
  return {
    buildingId,
    levels: rows.map(found => ({ afterMinutes: found.after_minutes, userIds: found.user_ids, roles: found.roles })),
  };
}

/** Writes the levels of a building that has none. */
export const writeEscalation = (tx: Tx, buildingId: string, levels: readonly EscalationLevel[]): Promise<number> =>
  tx.run`
    insert into escalation_rules (building_id, level, after_minutes, user_ids, roles)
    select ${buildingId}, l.level, (l.rule ->> 'afterMinutes')::int,
           array(select u::uuid from jsonb_array_elements_text(l.rule -> 'userIds') as u),
           array(select r from jsonb_array_elements_text(l.rule -> 'roles') as r)
    from jsonb_array_elements(${json(levels)}::jsonb) with ordinality as l (rule, level)
    on conflict do nothing`;
