import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { ticketService } from '../../definition.ts';
import { categoryRow, toCategory } from '../../queries/categories.ts';

const maxCategories = 500;
const maxLevels = 3;

export const addCategory = ticketService.operation('addCategory', async (ctx, input) => {
  const { buildingId, parentId, name, position, sla } = input;
  if (parentId === null && sla === null)
    fail('failed_precondition', 'A category at the top says what is promised: send sla.', { reason: 'no_sla' });
  return ctx.db.transaction(async tx => {
    const above = parentId === null ? [] : await pathOf(tx, buildingId, parentId);
    const { count } = await tx.one({ count: col.int })`
      select count(*)::int as count from categories where building_id = ${buildingId}`;
    if (count >= maxCategories) fail('failed_precondition', `A building has at most ${maxCategories} categories.`);
    const id = ctx.id();
    const added = await tx.one(categoryRow)`
      insert into categories as c (id, building_id, parent_id, path, name, position, sla, created_at)
      values (${id}, ${buildingId}, ${parentId}, ${[...above, id]}::uuid[], ${name}, ${position}, ${sla && json(sla)},
              ${ctx.now()})
      returning ${categoryRow}`;
    return toCategory(added);
  });
});

async function pathOf(tx: Tx, buildingId: string, parentId: string): Promise<string[]> {
  const parent = await tx.maybe({ path: col.uuids, archived: col.bool })`
    select path, archived_at is not null as archived from categories
    where id = ${parentId} and building_id = ${buildingId}`;
  if (!parent) return fail('not_found', 'The building has no such category to put it under.');
  if (parent.archived) fail('failed_precondition', 'The category above is archived.', { reason: 'category_archived' });
  if (parent.path.length >= maxLevels)
    fail('failed_precondition', `Categories are ${maxLevels} levels deep at most.`, { reason: 'too_deep' });
  return parent.path;
}
