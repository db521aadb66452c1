import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { ShipmentState } from '../contract/wire.ts';
import { type ShippingCtx, shippingService } from '../definition.ts';
import { takePieces } from '../domain/pieces.ts';
import { isOpen } from '../domain/state.ts';
import { move, note } from '../move.ts';
import { type ShipmentRow, shipmentRow } from '../queries/shipments.ts';

/**
 * Takes cancelled pieces out of the parcels of their order. A cancellation may come before the parcel of its line does, by
 * months where that is preordered: it waits, and whichever comes second finds the other here.
 */
export const cancelPieces = shippingService.loop('cancel-pieces', async ctx => {
  const orders = await ctx.db.many({ order_id: col.uuid })`
    select distinct e.order_id from early_cancellations e join shipments s on s.order_id = e.order_id
    join shipment_lines l on l.shipment_id = s.id and l.line_id = e.line_id limit 50`;
  for (const { order_id } of orders) await ctx.db.transaction(tx => cancel(ctx, tx, order_id));
  if (orders.length > 0) ctx.wake('recall-parcels');
  return orders.length > 0;
});

async function cancel(ctx: ShippingCtx, tx: Tx, orderId: string): Promise<void> {
  const shipments = await tx.many(shipmentRow)`
    select ${shipmentRow} from shipments s where s.order_id = ${orderId} order by s.id for update`;
  const wanted = await tx.many({ lineId: col.uuid, quantity: col.int })`
    delete from early_cancellations e
    where order_id = ${orderId} and line_id in (
      select line_id from shipment_lines where shipment_id = any(${shipments.map(({ id }) => id)}::uuid[]))
    returning line_id as "lineId", quantity`;
  const open = shipments.filter(({ state }) => isOpen(state as ShipmentState));
  // Of the newest first, so that what was packed first goes out whole.
  const parcels = await tx.many({ shipmentId: col.uuid, lineId: col.uuid, quantity: col.int })`
    select l.shipment_id as "shipmentId", l.line_id as "lineId", l.quantity - l.cancelled as quantity
    from shipment_lines l join shipments s on s.id = l.shipment_id
    where l.shipment_id = any(${open.map(({ id }) => id)}::uuid[]) and l.cancelled < l.quantity
    order by s.part desc, l.shipment_id, l.line_id`;
  const { taken, emptied, missing } = takePieces(parcels, wanted);
  await tx.run`
    update shipment_lines l set cancelled = l.cancelled + t.quantity
    from jsonb_to_recordset(${json(taken)}::jsonb) as t ("shipmentId" uuid, "lineId" uuid, quantity int)
    where l.shipment_id = t."shipmentId" and l.line_id = t."lineId"`;
  const touched = new Set(taken.map(({ shipmentId }) => shipmentId));
  for (const shipment of open) {
    if (emptied.includes(shipment.id)) await move(ctx, tx, shipment, 'cancelled', entry(ctx));
    else if (touched.has(shipment.id)) await note(ctx, tx, shipment.id, { kind: 'pieces_cancelled', ...entry(ctx) });
  }
  if (missing.length > 0) await tooLate(ctx, tx, shipments, missing);
}

const entry = (ctx: ShippingCtx) => ({ at: ctx.now(), source: 'platform' as const });

/** The order was faster with its cancellation than the news of the hand-over: the carrier is asked to bring back what
 * holds nothing else. */
async function tooLate(
  ctx: ShippingCtx,
  tx: Tx,
  shipments: readonly ShipmentRow[],
  missing: readonly { lineId: string; quantity: number }[],
): Promise<void> {
  const under = shipments.filter(({ finished_at, state }) => finished_at === null && !isOpen(state as ShipmentState));
  for (const shipment of under) {
    const rest = await tx.many({ lineId: col.uuid, quantity: col.int })`
      select line_id as "lineId", quantity - cancelled as quantity from shipment_lines
      where shipment_id = ${shipment.id} and cancelled < quantity`;
    const wanted = rest.some(
      line => line.quantity > (missing.find(each => each.lineId === line.lineId)?.quantity ?? 0),
    );
    if (!rest.some(line => missing.some(each => each.lineId === line.lineId))) continue;
    await note(ctx, tx, shipment.id, { kind: 'cancelled_too_late', ...entry(ctx) });
    if (!wanted) await tx.run`update shipments set recall_after = ${ctx.now()} where id = ${shipment.id}`;
  }
}
