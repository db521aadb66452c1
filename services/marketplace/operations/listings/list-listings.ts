import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { listingsWhere, offeredIn, toListing } from '../../queries/listings.ts';

export const listListings = marketplaceService.operation('listListings', async (ctx, input) => {
  const { buildingId, limit, category } = input;
  const after = afterCursor(input.cursor, [Timestamp, Id] as const);
  const condition = sql`${offeredIn(buildingId)} ${category ? sql`and l.category = ${category}` : nothing}
    ${after ? sql`and (l.created_at, l.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}`;
  const rows = await listingsWhere(ctx.db, condition, limit + 1);
  // In which other buildings somebody works is no business of these residents.
  const shown = rows.map(row => ({ ...row, building_ids: [buildingId] }));
  return toPage(shown, limit, row => [row.created_at, row.id], toListing);
});
