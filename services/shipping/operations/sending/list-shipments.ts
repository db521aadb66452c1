import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { shippingService } from '../../definition.ts';
import { parcelShape, selectParcels, toShipment } from '../../queries/shipments.ts';

export const listShipments = shippingService.operation(
  'listShipments',
  async (ctx, { vendorId, state, packed, limit, cursor }) => {
    const after = afterCursor(cursor, [Timestamp, Id]);
    const rows = await ctx.db.many(parcelShape)`
      ${selectParcels()}
      where s.vendor_id = ${vendorId}
        ${state ? sql`and s.state = ${state}` : nothing}
        ${packed === undefined ? nothing : sql`and (s.packed_at is not null) = ${packed}`}
        ${after ? sql`and (s.created_at, s.id) < (${after[0]}, ${after[1]})` : nothing}
      order by s.created_at desc, s.id desc limit ${limit + 1}`;
    return toPage(rows, limit, found => [found.created_at, found.id], toShipment);
  },
);
