import { nothing, sql } from '#kernel/sql/tag';
import { ticketService } from '../../definition.ts';
import { categoryRow, toCategory } from '../../queries/categories.ts';

export const listCategories = ticketService.operation('listCategories', async (ctx, { buildingId, withArchived }) => {
  const rows = await ctx.db.many(categoryRow)`
    select ${categoryRow} from categories c
    where c.building_id = ${buildingId}
      ${withArchived ? nothing : sql`and not exists (select from categories a where a.id = any(c.path) and a.archived_at is not null)`}
    -- By the positions and names on the way down, so that each stands right after the one above it.
    order by array(select lpad(a.position::text, 5, '0') || a.name from categories a
                   where a.id = any(c.path) order by cardinality(a.path))`;
  return { items: rows.map(toCategory) };
});
