import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { ShipmentState } from '../../contract/wire.ts';
import { type ShippingCtx, shippingService } from '../../definition.ts';
import { trackingNumber } from '../../domain/numbers.ts';
import { takePieces } from '../../domain/pieces.ts';
import { isOpen } from '../../domain/state.ts';
import { shipmentCreated } from '../../events.ts';
import { note } from '../../move.ts';
import { openAddress, sealAddress } from '../../queries/address.ts';
import type { ShipmentRow } from '../../queries/shipments.ts';
import { lockOfVendor, shipmentAfter } from '../../queries/vendor.ts';

export const splitShipment = shippingService.operation('splitShipment', async (ctx, { shipmentId, lines }, call) => {
  return ctx.db.transaction(async tx => {
    const found = await lockOfVendor(tx, call, shipmentId);
    if (!isOpen(found.state as ShipmentState))
      fail('failed_precondition', 'Only what is still with you can be split.', { reason: 'not_open' });
    const id = await addPart(ctx, tx, found);
    const taken = await moveLines(tx, shipmentId, id, lines);
    await note(ctx, tx, shipmentId, { kind: 'split', at: ctx.now(), source: 'vendor' });
    await note(ctx, tx, id, { kind: 'pending', at: ctx.now(), source: 'platform' });
    await ctx.publish(tx, shipmentCreated, {
      shipmentId: id,
      orderId: found.order_id,
      vendorId: found.vendor_id,
      lines: taken,
    });
    tx.afterCommit(() => ctx.wake('book-labels'));
    return shipmentAfter(tx, id);
  });
});

/** Another parcel like it, still empty; the row that is locked keeps its numbers apart. */
async function addPart(ctx: ShippingCtx, tx: Tx, found: ShipmentRow): Promise<string> {
  const id = ctx.id();
  const address = openAddress(ctx, found.id, found.address);
  const now = ctx.now();
  await tx.run`select id from shipments where order_id = ${found.order_id} order by id for update`;
  await tx.run`
    insert into shipments (id, order_id, order_number, vendor_id, part, method_id, carrier_id, user_id, state, slot_id,
                           address, unit_id, building_id, handover, tracking_number, book_after, heard_at, forget,
                           created_at)
    select ${id}::uuid, order_id, order_number, vendor_id,
           (select max(part) + 1 from shipments p where p.order_id = s.order_id and p.vendor_id = s.vendor_id),
           method_id, carrier_id, user_id, 'pending', slot_id, ${address && sealAddress(ctx, id, address)}::bytea,
           unit_id, building_id, handover,
           ${trackingNumber(ctx.random.int(100_000_000), ctx.random.int(100_000_000))}, ${now}::timestamptz,
           ${now}::timestamptz, forget, ${now}::timestamptz
    from shipments s where id = ${found.id}`;
  return id;
}

/** Gives what was moved. */
async function moveLines(tx: Tx, from: string, to: string, wanted: { lineId: string; quantity: number }[]) {
  const parcel = await tx.many({ shipmentId: col.uuid, lineId: col.uuid, quantity: col.int })`
    select shipment_id as "shipmentId", line_id as "lineId", quantity - cancelled as quantity
    from shipment_lines where shipment_id = ${from} and cancelled < quantity`;
  const { taken, emptied, missing } = takePieces(parcel, wanted);
  if (missing.length > 0 || new Set(wanted.map(({ lineId }) => lineId)).size < wanted.length)
    fail('failed_precondition', 'The parcel does not hold so many pieces.', { reason: 'too_many' });
  if (emptied.length > 0)
    fail('failed_precondition', 'Leave at least one piece in the first parcel.', { reason: 'would_be_empty' });
  const pieces = json(taken);
  await tx.run`
    insert into shipment_lines (shipment_id, line_id, title, quantity, weight_grams)
    select ${to}::uuid, l.line_id, l.title, t.quantity, l.weight_grams
    from jsonb_to_recordset(${pieces}::jsonb) as t ("lineId" uuid, quantity int)
    join shipment_lines l on l.shipment_id = ${from} and l.line_id = t."lineId"`;
  await tx.run`
    delete from shipment_lines l using jsonb_to_recordset(${pieces}::jsonb) as t ("lineId" uuid, quantity int)
    where l.shipment_id = ${from} and l.line_id = t."lineId" and l.quantity = t.quantity`;
  await tx.run`
    update shipment_lines l set quantity = l.quantity - t.quantity
    from jsonb_to_recordset(${pieces}::jsonb) as t ("lineId" uuid, quantity int)
    where l.shipment_id = ${from} and l.line_id = t."lineId"`;
  return taken.map(({ lineId, quantity }) => ({ lineId, quantity }));
}
