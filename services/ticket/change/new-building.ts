// What a building begins with: its references, its categories and its escalation chain.

import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { TicketCtx } from '../definition.ts';
import { type CategoryNode, defaultCategories } from '../domain/default-categories.ts';
import { writeEscalation } from '../queries/escalation.ts';
import { addBuildingCode } from '../queries/references.ts';

interface NewCategory {
  id: string;
  path: string[];
  name: string;
  position: number;
  sla: CategoryNode['sla'] | null;
}

/** The tree as rows, each after the one above it; `idOf` gives the id of a category by the names that lead to it. */
function rowsOf(idOf: (names: readonly string[]) => string): NewCategory[] {
  const walk = (nodes: readonly CategoryNode[], names: readonly string[], above: readonly string[]): NewCategory[] =>
    nodes.flatMap(({ name, sla = null, below = [] }, position) => {
      const id = idOf([...names, name]);
      const path = [...above, id];
      return [{ id, path, name, position, sla }, ...walk(below, [...names, name], path)];
    });
  return walk(defaultCategories, [], []);
}

/** Sets up a building that is new to ticket; one that is known stays as it is. */
export async function setUpBuilding(
  ctx: TicketCtx,
  tx: Tx,
  buildingId: string,
  idOf: (names: readonly string[]) => string = () => ctx.id(),
): Promise<void> {
  const known = await tx.run`select from categories where building_id = ${buildingId} limit 1`;
  if (known > 0) return;
  await addBuildingCode(tx, buildingId);
  await tx.run`
    insert into categories (id, building_id, parent_id, path, name, position, sla, created_at)
    select c.path[cardinality(c.path)], ${buildingId}, c.path[cardinality(c.path) - 1], c.path, c.name, c.position, c.sla,
           ${ctx.now()}
    from jsonb_to_recordset(${json(rowsOf(idOf))}::jsonb) as c (path uuid[], name text, position int, sla jsonb)`;
  await writeEscalation(tx, buildingId, [{ afterMinutes: 120, userIds: [], roles: ['manager'] }]);
}
