// A parcel as rows, and as its vendor, its recipient and everybody else see it.

import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import type { Handover, ShipmentState, TrackingKind } from '../contract/wire.ts';
import type { ShippingCtx } from '../definition.ts';
import { pageUrl } from '../links.ts';
import { openAddress } from './address.ts';

export const shipmentRow = row(
  {
    id: col.uuid,
    order_id: col.uuid,
    order_number: col.text,
    vendor_id: col.uuid,
    part: col.int,
    user_id: col.uuid.orNull,
    state: col.text,
    carrier_id: col.uuid,
    slot_id: col.uuid.orNull,
    address: col.bytes.orNull,
    former_address: col.bytes.orNull,
    label: col.int,
    unit_id: col.uuid.orNull,
    building_id: col.uuid.orNull,
    handover: col.text,
    tracking_number: col.text,
    reason: col.text.orNull,
    packed_at: col.instant.orNull,
    booked_at: col.instant.orNull,
    code_number: col.int,
    code_tries: col.int,
    created_at: col.instant,
    ready_at: col.instant.orNull,
    finished_at: col.instant.orNull,
  },
  's',
);
export type ShipmentRow = RowOf<typeof shipmentRow>;

/** What is known of a parcel from the tables around it. */
const around = {
  method: col.text,
  method_kind: col.text,
  carrier: col.text,
  carrier_kind: col.text,
  slot_from: col.instant.orNull,
  slot_until: col.instant.orNull,
  pieces: col.int,
  weight_grams: col.bigint,
};
export const parcelShape = { ...shipmentRow, ...around };
export type ParcelRow = ShipmentRow & RowOf<typeof around>;

/** The columns of `parcelShape` and the tables they come from; a condition on `s` follows. */
export const selectParcels = (): ReturnType<typeof sql> => sql`
  select ${shipmentRow}, m.name as method, m.kind as method_kind, c.name as carrier, c.kind as carrier_kind,
         d.starts_at as slot_from, d.ends_at as slot_until, coalesce(l.pieces, 0)::int as pieces,
         coalesce(l.weight, 0)::int8 as weight_grams
  from shipments s join shipping_methods m on m.id = s.method_id join carriers c on c.id = s.carrier_id
  left join delivery_slots d on d.id = s.slot_id
  cross join lateral (
    select sum(quantity - cancelled) as pieces, sum((quantity - cancelled)::int8 * weight_grams) as weight
    from shipment_lines where shipment_id = s.id) l`;

/** A parcel. Raises `not_found`. */
export const findParcel = async (db: Queries, shipmentId: string): Promise<ParcelRow> =>
  (await db.maybe(parcelShape)`${selectParcels()} where s.id = ${shipmentId}`) ?? fail('not_found', 'no such parcel');

/** A parcel, which nobody else changes until the transaction ends. Raises `not_found`. */
export const lockShipment = async (tx: Tx, shipmentId: string): Promise<ShipmentRow> =>
  (await tx.maybe(shipmentRow)`select ${shipmentRow} from shipments s where s.id = ${shipmentId} for update`) ??
  fail('not_found', 'no such parcel');

const parcelOf = (found: ParcelRow) => ({
  id: found.id,
  orderId: found.order_id,
  orderNumber: found.order_number,
  vendorId: found.vendor_id,
  state: found.state as ShipmentState,
  carrier: found.carrier,
  method: found.method,
  trackingNumber: found.tracking_number,
  handover: found.handover as Handover,
  slot: slotOf(found),
  createdAt: found.created_at,
  finishedAt: found.finished_at,
});

export const slotOf = ({ slot_from, slot_until }: Pick<ParcelRow, 'slot_from' | 'slot_until'>) =>
  slot_from && slot_until ? { from: slot_from, until: slot_until } : null;

/** As its vendor sees it. */
export const toShipment = (found: ParcelRow) => ({
  ...parcelOf(found),
  part: found.part,
  pieces: found.pieces,
  weightGrams: Number(found.weight_grams),
  packedAt: found.packed_at,
  reason: found.reason,
});

/** As its recipient sees it. */
export const toParcel = (ctx: ShippingCtx, found: ParcelRow) => ({
  ...parcelOf(found),
  url: pageUrl(ctx, 'parcel', found.id, found.tracking_number),
});

/** All that its recipient sees. */
export async function toParcelDetail(ctx: ShippingCtx, found: ParcelRow) {
  const [lines, timeline] = await Promise.all([linesOf(ctx.db, found.id), timelineOf(ctx.db, found.id)]);
  return { ...toParcel(ctx, found), address: openAddress(ctx, found.id, found.address), lines, timeline };
}

export const linesOf = (db: Queries, shipmentId: string) =>
  db.many({ lineId: col.uuid, title: col.text, quantity: col.int, cancelled: col.int })`
    select line_id as "lineId", title, quantity, cancelled from shipment_lines
    where shipment_id = ${shipmentId} order by line_id`;

export async function timelineOf(db: Queries, shipmentId: string) {
  const rows = await db.many({
    kind: col.text,
    at: col.instant,
    place: col.text.orNull,
    note: col.text.orNull,
  })`select kind, at, place, note from shipment_tracking where shipment_id = ${shipmentId} order by at, seq`;
  return rows.map(({ kind, ...entry }) => ({ kind: kind as TrackingKind, ...entry }));
}
