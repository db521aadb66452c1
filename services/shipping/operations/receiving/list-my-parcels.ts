import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { shippingService } from '../../definition.ts';
import { parcelShape, selectParcels, toParcel } from '../../queries/shipments.ts';

export const listMyParcels = shippingService.operation('listMyParcels', async (ctx, { open, limit, cursor }, call) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(parcelShape)`
    ${selectParcels()}
    where s.user_id = ${call.userId}
      ${open === undefined ? nothing : sql`and (s.finished_at is null) = ${open}`}
      ${after ? sql`and (s.created_at, s.id) < (${after[0]}, ${after[1]})` : nothing}
    order by s.created_at desc, s.id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.created_at, found.id],
    found => toParcel(ctx, found),
  );
});
