// The seats of delivery slots. Whoever holds the row of one slot and wants another takes them in the order in which they
// begin: then nobody waits in a circle.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { ShippingCtx } from './definition.ts';
import { dropOffers } from './offers.ts';
import type { ShipmentRow } from './queries/shipments.ts';

/** Takes seats in a slot, or in the next of its method that has as many; null where none has. One conditional statement
 * decides: of many who want the last seats each gets one or the next. */
export const takeSeats = (ctx: ShippingCtx, tx: Tx, slotId: string, seats: number) =>
  tx.maybe({ id: col.uuid })`
    with wanted as (select method_id, starts_at from delivery_slots where id = ${slotId}),
    free as (
      -- What turns out to be full once it is locked stays locked while the next one is waited for.
      select s.id from delivery_slots s join wanted w on w.method_id = s.method_id and s.starts_at >= w.starts_at
      where s.taken + ${seats} <= s.capacity and s.starts_at > ${ctx.now()}
      order by s.starts_at limit 1 for no key update of s)
    update delivery_slots s set taken = s.taken + ${seats} from free where s.id = free.id returning s.id`;

/** Gives the seat of a cancelled parcel back, at the end of the transaction with those of all it cancels. */
export function giveSeatBack(ctx: ShippingCtx, tx: Tx, { order_id, vendor_id, slot_id }: ShipmentRow): void {
  if (slot_id === null) return;
  tx.beforeCommit(giveSeatsBack, { orderId: order_id, vendorId: vendor_id, slotId: slot_id });
  tx.afterCommit(() => dropOffers(ctx));
}

interface Seat {
  orderId: string;
  vendorId: string;
  slotId: string;
}

/** Parcels split off one another share a seat, which is free when the last of them is cancelled. */
async function giveSeatsBack(tx: Tx, seats: readonly Seat[]): Promise<void> {
  await tx.run`
    with freed as (
      select f.slot_id, count(*)::int as seats
      from (
        select distinct order_id, vendor_id, slot_id
        from unnest(${seats.map(each => each.orderId)}::uuid[], ${seats.map(each => each.vendorId)}::uuid[],
                    ${seats.map(each => each.slotId)}::uuid[]) as s (order_id, vendor_id, slot_id)) f
      where not exists (
        select from shipments s
        where s.order_id = f.order_id and s.vendor_id = f.vendor_id and s.state <> 'cancelled')
      group by f.slot_id),
    locked as materialized (
      select d.id, f.seats from delivery_slots d join freed f on f.slot_id = d.id
      order by d.starts_at, d.id for no key update of d)
    update delivery_slots d set taken = d.taken - l.seats from locked l where d.id = l.id`;
}
