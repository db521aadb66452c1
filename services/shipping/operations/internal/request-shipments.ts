import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Address, ShipmentState } from '../../contract/wire.ts';
import { type ShippingCtx, shippingService } from '../../definition.ts';
import { trackingNumber } from '../../domain/numbers.ts';
import { shipmentCreated } from '../../events.ts';
import { note } from '../../move.ts';
import { dropOffers } from '../../offers.ts';
import { sealAddress } from '../../queries/address.ts';
import { takeSeats } from '../../seats.ts';

interface Wanted {
  orderId: string;
  orderNumber: string;
  methodId: string;
  slotId: string | null;
  userId: string | null;
  address: Address;
  groups: {
    vendorId: string;
    lines: { lineId: string; title: string; quantity: number; weightGrams: number }[];
  }[];
}

/** All orders that want no slot in one transaction. Each of the others has one of its own, so that nobody waits for the
 * row of a slot longer than that takes. */
export const requestShipments = shippingService.operation('requestShipments', async (ctx, { orders }) => {
  const inSlots = orders.flatMap(order => (order.slotId === null ? [] : [{ order, slotId: order.slotId }]));
  const atAnyTime = orders.filter(({ slotId }) => slotId === null);
  const made = atAnyTime.length > 0 ? await ctx.db.transaction(tx => insert(ctx, tx, atAnyTime)) : [];
  for (const { order, slotId } of inSlots) made.push(...(await withSlot(ctx, order, slotId)));
  if (made.length > 0) ctx.wake('book-labels');
  const found = await withExisting(ctx, orders, made);
  return { items: orders.map(({ orderId }) => toItem(orderId, found.get(orderId) ?? [])) };
});

const shipmentMade = { id: col.uuid, order_id: col.uuid, vendor_id: col.uuid, state: col.text };
interface Made {
  id: string;
  order_id: string;
  vendor_id: string;
  state: string;
}

const toItem = (orderId: string, shipments: readonly Made[]) => ({
  orderId,
  shipments: shipments.map(({ id, vendor_id, state }) => ({
    shipmentId: id,
    vendorId: vendor_id,
    state: state as ShipmentState,
  })),
  // Nothing else keeps the first parcel of an order from being there by now.
  refusal:
    shipments.length > 0
      ? null
      : { reason: 'method_unknown' as const, message: 'There is no such way to send; take one of the quote.' },
});

/** By order: what was made, and for orders of which not all was made, all that is there, also what a twin of this request
 * has made meanwhile. */
async function withExisting(ctx: ShippingCtx, orders: readonly Wanted[], made: readonly Made[]) {
  const byOrder = Map.groupBy(made, each => each.order_id);
  const short = orders.filter(
    ({ orderId, groups }) => (byOrder.get(orderId)?.length ?? 0) < new Set(groups.map(({ vendorId }) => vendorId)).size,
  );
  if (short.length === 0) return byOrder;
  const existing = await ctx.db.many(shipmentMade)`
    select id, order_id, vendor_id, state from shipments
    where order_id = any(${short.map(({ orderId }) => orderId)}::uuid[]) and part = 1 order by order_id, id`;
  return new Map([...byOrder, ...Map.groupBy(existing, each => each.order_id)]);
}

/** Makes the parcels that are not there yet, with all that belongs to them, by one statement: a statement has its price
 * whether it makes one parcel or fifty. */
async function insert(ctx: ShippingCtx, tx: Tx, orders: readonly Wanted[]): Promise<Made[]> {
  const shipments = orders.flatMap(order => toShipments(ctx, order));
  const column = <K extends keyof (typeof shipments)[number]>(name: K) => shipments.map(each => each[name]);
  const lines = shipments.flatMap(({ id, lines }) => lines.map(each => ({ shipmentId: id, ...each })));
  const now = ctx.now();
  const made = await tx.many({ ...shipmentMade, isCancelled: col.bool })`
    with wanted as (
      select * from unnest(
        ${column('id')}::uuid[], ${column('entryId')}::uuid[], ${column('orderId')}::uuid[],
        ${column('orderNumber')}::text[], ${column('vendorId')}::uuid[], ${column('methodId')}::uuid[],
        ${column('userId')}::uuid[], ${column('address')}::bytea[], ${column('unitId')}::uuid[],
        ${column('handover')}::text[], ${column('number')}::text[])
      as s (id, entry_id, order_id, order_number, vendor_id, method_id, user_id, address, unit_id, handover, number)),
    made as (
      insert into shipments (id, order_id, order_number, vendor_id, method_id, carrier_id, user_id, state, address,
                             unit_id, handover, tracking_number, book_after, heard_at, created_at)
      select s.id, s.order_id, s.order_number, s.vendor_id, m.id, m.carrier_id, s.user_id, 'pending', s.address,
             s.unit_id, s.handover, s.number, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
      from wanted s join shipping_methods m on m.id = s.method_id
      -- Twins of this request wait for one another, never in a circle.
      order by s.order_id, s.vendor_id
      on conflict on constraint shipments_part_unique do nothing
      returning id, order_id, vendor_id, state),
    filled as (
      insert into shipment_lines (shipment_id, line_id, title, quantity, weight_grams)
      select l."shipmentId", l."lineId", l.title, l.quantity, l."weightGrams"
      from jsonb_to_recordset(${json(lines)}::jsonb)
        as l ("shipmentId" uuid, "lineId" uuid, title text, quantity int, "weightGrams" int)
      join made on made.id = l."shipmentId"),
    noted as (
      insert into shipment_tracking (id, shipment_id, kind, at, source)
      select s.entry_id, s.id, 'pending', ${now}::timestamptz, 'platform' from wanted s join made on made.id = s.id)
    select id, order_id, vendor_id, state,
           exists (select from early_cancellations e where e.order_id = made.order_id) as "isCancelled"
    from made`;
  const held = new Map(shipments.map(each => [each.id, each.lines]));
  for (const { id, order_id, vendor_id } of made)
    await ctx.publish(tx, shipmentCreated, {
      shipmentId: id,
      orderId: order_id,
      vendorId: vendor_id,
      lines: held.get(id)!.map(({ lineId, quantity }) => ({ lineId, quantity })),
    });
  // Pieces that were cancelled before their parcel was asked for wait for it; those cancelled from now on find it.
  if (made.some(({ isCancelled }) => isCancelled)) tx.afterCommit(() => ctx.wake('cancel-pieces'));
  return made;
}

function toShipments(ctx: ShippingCtx, { groups, address, ...order }: Wanted) {
  return [...Map.groupBy(groups, ({ vendorId }) => vendorId)].map(([vendorId, ofVendor]) => {
    const id = ctx.id();
    return {
      id,
      entryId: ctx.id(),
      vendorId,
      ...order,
      lines: ofVendor.flatMap(({ lines }) => lines),
      address: sealAddress(ctx, id, address),
      unitId: address.unitId,
      handover: address.handover,
      number: trackingNumber(ctx.random.int(100_000_000), ctx.random.int(100_000_000)),
    };
  });
}

/** The order is paid, so that a slot which filled up meanwhile gives way to the next free one, and to none at last. */
async function withSlot(ctx: ShippingCtx, order: Wanted, slotId: string): Promise<Made[]> {
  return ctx.db.transaction(async tx => {
    const made = await insert(ctx, tx, [order]);
    if (made.length === 0) return made;
    const taken = await takeSeats(ctx, tx, slotId, made.length);
    const change = taken?.id === slotId ? null : taken ? 'moved' : 'none_free';
    await tx.run`
      update shipments set slot_id = ${taken?.id ?? null}, slot_note = ${change}
      where id = any(${made.map(({ id }) => id)}::uuid[])`;
    if (change !== null)
      for (const { id } of made) await note(ctx, tx, id, { kind: `slot_${change}`, at: ctx.now(), source: 'platform' });
    tx.afterCommit(() => dropOffers(ctx));
    return made;
  });
}
