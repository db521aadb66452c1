// What a carrier says of a parcel, by webhook or when asked: each event counts once, by its id.

import { z } from 'zod';
import { Timestamp } from '#kernel/contract';
import type { Tx } from '#kernel/sql/database';
import type { ShippingCtx } from './definition.ts';
import { stateOf } from './domain/state.ts';
import { move, note } from './move.ts';
import { type ShipmentRow, shipmentRow } from './queries/shipments.ts';
import { keepFormer } from './readdress.ts';

const text = z
  .string()
  .max(200)
  .regex(/^[ -~\u{a0}-\u{d7ff}\u{e000}-\u{10ffff}]*$/u)
  .nullable()
  .default(null);

export const CarrierEvent = z.object({
  id: z.string().regex(/^[\x21-\x7e]{1,100}$/),
  /** What we gave as reference when the label was booked: the parcel's id. */
  reference: z.uuid(),
  kind: z.enum(['handed_over', 'in_transit', 'ready_for_pickup', 'delivered', 'failed', 'delayed', 'returning']),
  at: Timestamp,
  place: text,
  reason: text,
});
export type CarrierEvent = z.output<typeof CarrierEvent>;

/** Takes what a carrier said. What names no parcel of that carrier is kept and changes nothing. */
export async function hear(ctx: ShippingCtx, tx: Tx, carrierId: string, event: CarrierEvent): Promise<void> {
  const { id, reference, kind, at } = event;
  // The claim comes after the lock that it reads: what is told of one parcel at once is taken one after the other.
  const shipment = await tx.maybe(shipmentRow)`
    with found as materialized (
      select ${shipmentRow} from shipments s
      where s.id = ${reference} and s.carrier_id = ${carrierId} for update),
    claimed as (
      insert into carrier_events (carrier_id, event_id, shipment_id, kind, at, received_at)
      values (${carrierId}, ${id}, (select id from found), ${kind}, ${at}, ${ctx.now()})
      on conflict do nothing returning event_id)
    select ${shipmentRow} from found s, claimed`;
  if (shipment) await take(ctx, tx, shipment, event);
}

async function take(ctx: ShippingCtx, tx: Tx, shipment: ShipmentRow, event: CarrierEvent): Promise<void> {
  const { kind, at, place, reason } = event;
  const to = stateOf(kind);
  const entry = { at, place, source: 'carrier' as const };
  if (to) await keepFormer(ctx, tx, shipment);
  if (to && (await move(ctx, tx, shipment, to, { ...entry, ...(to === 'failed' && { reason }) }))) return;
  // Late news is still a part of the story.
  await note(ctx, tx, shipment.id, { kind, ...entry, note: reason });
}
