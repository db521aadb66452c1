// How a parcel comes from one state into the next: the row, its timeline and what others are told, all in one.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { ShipmentState, TrackingKind } from './contract/wire.ts';
import type { ShippingCtx } from './definition.ts';
import { canBecome, isFinal, milestones } from './domain/state.ts';
import { shipmentDelivered, shipmentFailed, shipmentHandedOver, shipmentReadyForPickup } from './events.ts';
import type { ShipmentRow } from './queries/shipments.ts';
import { giveSeatBack } from './seats.ts';

type Source = 'platform' | 'vendor' | 'carrier' | 'recipient' | 'building';

export interface Entry {
  kind: TrackingKind;
  at: Instant;
  source: Source;
  place?: string | null;
  note?: string | null;
}

/** Writes a line of a parcel's timeline. That its carrier said something is also kept with the parcel. */
export const note = (ctx: ShippingCtx, tx: Tx, shipmentId: string, { kind, at, source, ...more }: Entry) =>
  tx.run`
    with heard as (
      update shipments set heard_at = ${ctx.now()} where id = ${shipmentId} and ${source === 'carrier'}::bool)
    insert into shipment_tracking (id, shipment_id, kind, at, place, note, source)
    values (${ctx.id()}, ${shipmentId}, ${kind}, ${at}, ${more.place ?? null}, ${more.note ?? null}, ${source})`;

/**
 * Brings a parcel, whose row the transaction has locked, into a state, if its way leads there. Gives whether it did.
 * `reason` says why it failed.
 */
export async function move(
  ctx: ShippingCtx,
  tx: Tx,
  shipment: ShipmentRow,
  to: ShipmentState,
  { reason = null, ...entry }: Omit<Entry, 'kind'> & { reason?: string | null },
): Promise<boolean> {
  const from = shipment.state as ShipmentState;
  if (!canBecome(from, to)) return false;
  const told = milestones(from, to);
  const now = ctx.now();
  // All in one, as each of a carrier's webhooks comes here.
  const lines = await tx.many({ lineId: col.uuid, quantity: col.int })`
    with moved as (
      update shipments
      set state = ${to}, reason = ${reason},
          handed_over_at = case when ${told.includes('handed_over')} then ${now}::timestamptz else handed_over_at end,
          ready_at = case when ${to === 'ready_for_pickup'} then ${now}::timestamptz else ready_at end,
          finished_at = case when ${isFinal(to)} then ${now}::timestamptz end,
          heard_at = case when ${entry.source === 'carrier'} then ${now}::timestamptz else heard_at end,
          -- It may have been booked by a process that came to its end before it could write that down.
          recall_after = case when ${to === 'cancelled'} then ${now}::timestamptz
                              when ${isFinal(to)} then null else recall_after end
      where id = ${shipment.id}),
    noted as (
      insert into shipment_tracking (id, shipment_id, kind, at, place, note, source)
      values (${ctx.id()}, ${shipment.id}, ${to}, ${entry.at}, ${entry.place ?? null}, ${entry.note ?? reason},
              ${entry.source}))
    select line_id as "lineId", quantity - cancelled as quantity from shipment_lines
    where shipment_id = ${shipment.id} and cancelled < quantity order by line_id`;
  if (to === 'cancelled') giveSeatBack(ctx, tx, shipment);
  await tell(ctx, tx, shipment, told, lines, reason);
  return true;
}

async function tell(
  ctx: ShippingCtx,
  tx: Tx,
  { id, order_id, vendor_id }: ShipmentRow,
  told: readonly ReturnType<typeof milestones>[number][],
  lines: { lineId: string; quantity: number }[],
  reason: string | null,
): Promise<void> {
  const about = { shipmentId: id, orderId: order_id, vendorId: vendor_id, lines };
  for (const milestone of told) {
    if (milestone === 'handed_over') await ctx.publish(tx, shipmentHandedOver, about);
    if (milestone === 'ready_for_pickup') await ctx.publish(tx, shipmentReadyForPickup, about);
    if (milestone === 'delivered') await ctx.publish(tx, shipmentDelivered, about);
    if (milestone === 'failed') await ctx.publish(tx, shipmentFailed, { ...about, reason: reason ?? 'unknown' });
  }
}
