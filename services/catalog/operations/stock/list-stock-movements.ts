import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { findVariant } from '../../queries/own.ts';

const movementRow = {
  id: col.uuid,
  location_id: col.uuid,
  change: col.int,
  on_hand: col.int,
  reason: col.any<'count' | 'delivery' | 'damage' | 'loss' | 'correction' | 'import' | 'other'>(),
  note: col.text.orNull,
  user_id: col.uuid.orNull,
  created_at: col.instant,
};

export const listStockMovements = catalogService.operation('listStockMovements', async (ctx, input, call) => {
  const { variantId, limit } = input;
  await findVariant(ctx.db, call, variantId);
  const after = afterCursor(input.cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(movementRow)`
    select id, location_id, change, on_hand, reason, note, user_id, created_at from stock_movements
    where variant_id = ${variantId} ${after ? sql`and (created_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    row => [row.created_at, row.id],
    ({ location_id, on_hand, user_id, created_at, ...row }) => ({
      ...row,
      locationId: location_id,
      onHand: on_hand,
      userId: user_id,
      createdAt: created_at,
    }),
  );
});
