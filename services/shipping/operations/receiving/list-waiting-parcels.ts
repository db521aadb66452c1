import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import type { Handover } from '../../contract/wire.ts';
import { shippingService } from '../../definition.ts';
import { openAddress } from '../../queries/address.ts';

export const listWaitingParcels = shippingService.operation(
  'listWaitingParcels',
  async (ctx, { buildingId, limit, cursor }) => {
    const after = afterCursor(cursor, [Timestamp, Id]);
    const rows = await ctx.db.many({
      id: col.uuid,
      tracking_number: col.text,
      address: col.bytes.orNull,
      unit_id: col.uuid.orNull,
      handover: col.text,
      ready_at: col.instant,
    })`
      select id, tracking_number, address, unit_id, handover, ready_at from shipments
      where building_id = ${buildingId} and state = 'ready_for_pickup'
        ${after ? sql`and (ready_at, id) > (${after[0]}, ${after[1]})` : nothing}
      order by ready_at, id limit ${limit + 1}`;
    return toPage(
      rows,
      limit,
      ({ ready_at, id }) => [ready_at, id],
      ({ id, tracking_number, address, unit_id, handover, ready_at }) => ({
        shipmentId: id,
        trackingNumber: tracking_number,
        recipient: openAddress(ctx, id, address)?.name ?? null,
        unitId: unit_id,
        handover: handover as Handover,
        readyAt: ready_at,
      }),
    );
  },
);
