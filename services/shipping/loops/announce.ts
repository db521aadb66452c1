import { col } from '#kernel/sql/columns';
import { json } from '#kernel/sql/tag';
import { shippingService } from '../definition.ts';
import { shipmentCreated } from '../events.ts';

const batch = 100;

/** Tells of new parcels, many in one transaction, so that the checkout that asks for one need not wait for it. */
export const announce = shippingService.loop('announce', async ctx => {
  const told = await ctx.db.transaction(async tx => {
    const now = ctx.now();
    const made = await tx.many({
      shipmentId: col.uuid,
      orderId: col.uuid,
      vendorId: col.uuid,
      slot_note: col.text.orNull,
      created_at: col.instant,
      lines: col.json<{ lineId: string; quantity: number }[]>(),
    })`
      update shipments s set announced_at = ${now}
      from (select id from shipments where announced_at is null order by created_at limit ${batch}
            for update skip locked) n
      where s.id = n.id
      returning s.id as "shipmentId", s.order_id as "orderId", s.vendor_id as "vendorId", s.slot_note, s.created_at,
        (select coalesce(jsonb_agg(jsonb_build_object('lineId', line_id, 'quantity', quantity - cancelled)), '[]')
         from shipment_lines where shipment_id = s.id) as lines`;
    const entries = made.flatMap(({ shipmentId, slot_note, created_at }) => [
      { id: ctx.id(), shipmentId, kind: 'pending', at: created_at },
      ...(slot_note ? [{ id: ctx.id(), shipmentId, kind: `slot_${slot_note}`, at: created_at }] : []),
    ]);
    await tx.run`
      insert into shipment_tracking (id, shipment_id, kind, at, source)
      select e.id, e."shipmentId", e.kind, e.at, 'platform'
      from jsonb_to_recordset(${json(entries)}::jsonb) as e (id uuid, "shipmentId" uuid, kind text, at timestamptz)`;
    for (const { shipmentId, orderId, vendorId, lines } of made)
      await ctx.publish(tx, shipmentCreated, { shipmentId, orderId, vendorId, lines });
    return made.length;
  });
  if (told > 0) {
    ctx.wake('cancel-pieces');
    ctx.wake('book-labels');
  }
  return told > 0;
});
