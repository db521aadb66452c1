import { fail } from '#kernel/errors';
import { json } from '#kernel/sql/tag';
import { ticketService } from '../../definition.ts';
import { categoryRow, toCategory } from '../../queries/categories.ts';

export const updateCategory = ticketService.operation('updateCategory', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { categoryId, expectedVersion, archived } = input;
    const found = await tx.maybe(categoryRow)`
      select ${categoryRow} from categories c where c.id = ${categoryId} for update`;
    call.require(found !== null && call.can('manager', { building: found.building_id }), 'There is no such category.');
    const known = found!;
    if (expectedVersion !== undefined && expectedVersion !== known.version)
      fail('version_mismatch', `This category is at version ${known.version}: read it again, then decide.`);
    const sla = input.sla === undefined ? known.sla : input.sla;
    if (known.parent_id === null && sla === null)
      fail('failed_precondition', 'A category at the top says what is promised: send sla.', { reason: 'no_sla' });
    const archivedAt = archived === undefined ? known.archived_at : archived ? (known.archived_at ?? ctx.now()) : null;
    const changed = await tx.one(categoryRow)`
      update categories c set name = ${input.name ?? known.name}, position = ${input.position ?? known.position},
                              sla = ${sla && json(sla)}, archived_at = ${archivedAt}, version = version + 1
      where c.id = ${categoryId} returning ${categoryRow}`;
    return toCategory(changed);
  }),
);
