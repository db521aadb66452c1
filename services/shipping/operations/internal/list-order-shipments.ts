import { col } from '#kernel/sql/columns';
import type { ShipmentState } from '../../contract/wire.ts';
import { shippingService } from '../../definition.ts';
import { pageUrl, tokenOf } from '../../links.ts';

interface Line {
  lineId: string;
  title: string;
  quantity: number;
  cancelled: number;
}

export const listOrderShipments = shippingService.operation('listOrderShipments', async (ctx, { orderId }) => {
  const rows = await ctx.db.many({
    id: col.uuid,
    vendor_id: col.uuid,
    state: col.text,
    tracking_number: col.text,
    lines: col.json<Line[]>(),
  })`
    select s.id, s.vendor_id, s.state, s.tracking_number,
      (select coalesce(jsonb_agg(jsonb_build_object('lineId', line_id, 'title', title, 'quantity', quantity,
                                                    'cancelled', cancelled) order by line_id), '[]')
       from shipment_lines where shipment_id = s.id) as lines
    from shipments s where s.order_id = ${orderId} order by s.vendor_id, s.part`;
  return {
    items: rows.map(({ id, vendor_id, state, tracking_number, lines }) => ({
      shipmentId: id,
      vendorId: vendor_id,
      state: state as ShipmentState,
      trackingNumber: tracking_number,
      url: pageUrl(ctx, 'parcel', id, tracking_number),
      parcelToken: tokenOf(ctx, 'parcel', id),
      lines,
    })),
  };
});
