import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Address, ShipmentState } from '../../contract/wire.ts';
import { type ShippingCtx, shippingService } from '../../definition.ts';
import { trackingNumber } from '../../domain/numbers.ts';
import { dropOffers } from '../../offers.ts';
import { sealAddress } from '../../queries/address.ts';

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

/** One statement where no slot is wanted: it is on the way of every checkout. That a shipment was made is told by a loop,
 * for many at once. */
export const requestShipments = shippingService.operation('requestShipments', async (ctx, input) => {
  const made = input.slotId === null ? await insert(ctx, ctx.db, input) : await withSlot(ctx, input, input.slotId);
  ctx.wake('announce');
  // Those that were there before, also those a twin of this request has made meanwhile.
  const all =
    made.length === new Set(input.groups.map(({ vendorId }) => vendorId)).size
      ? made
      : await existing(ctx, input.orderId);
  return {
    items: all.map(({ id, vendor_id, state }) => ({
      shipmentId: id,
      vendorId: vendor_id,
      state: state as ShipmentState,
    })),
  };
});

const shipmentMade = { id: col.uuid, vendor_id: col.uuid, state: col.text };

async function insert(ctx: ShippingCtx, db: Queries, input: Wanted) {
  const shipments = [...Map.groupBy(input.groups, ({ vendorId }) => vendorId)].map(([vendorId, groups]) => {
    const id = ctx.id();
    return {
      id,
      vendorId,
      lines: groups.flatMap(({ lines }) => lines),
      address: sealAddress(ctx, id, input.address),
      number: trackingNumber(ctx.random.int(100_000_000), ctx.random.int(100_000_000)),
    };
  });
  const lines = shipments.flatMap(({ id, lines }) => lines.map(each => ({ shipmentId: id, ...each })));
  const { address } = input;
  const now = ctx.now();
  const made = await db.many(shipmentMade)`
    with method as (select id, carrier_id from shipping_methods where id = ${input.methodId}),
    made as (
      insert into shipments (id, order_id, order_number, vendor_id, method_id, carrier_id, user_id, state, address,
                             unit_id, handover, tracking_number, book_after, heard_at, created_at)
      select s.id, ${input.orderId}::uuid, ${input.orderNumber}, s.vendor_id, m.id, m.carrier_id, ${input.userId}::uuid,
             'pending', s.address, ${address.unitId}::uuid, ${address.handover}, s.number, ${now}::timestamptz,
             ${now}::timestamptz, ${now}::timestamptz
      from method m, unnest(${shipments.map(({ id }) => id)}::uuid[], ${shipments.map(each => each.vendorId)}::uuid[],
                            ${shipments.map(each => each.address)}::bytea[], ${shipments.map(each => each.number)}::text[])
        as s (id, vendor_id, address, number)
      on conflict on constraint shipments_part_unique do nothing
      returning id, vendor_id, state),
    filled as (
      insert into shipment_lines (shipment_id, line_id, title, quantity, weight_grams)
      select l."shipmentId", l."lineId", l.title, l.quantity, l."weightGrams"
      from jsonb_to_recordset(${json(lines)}::jsonb)
        as l ("shipmentId" uuid, "lineId" uuid, title text, quantity int, "weightGrams" int)
      join made on made.id = l."shipmentId")
    select id, vendor_id, state from made`;
  if (made.length === 0 && !(await isMethod(db, input.methodId)))
    fail('failed_precondition', 'There is no such way to send; take one of the quote.', { reason: 'method_unknown' });
  return made;
}

async function isMethod(db: Queries, methodId: string): Promise<boolean> {
  return (await db.maybe({ id: col.uuid })`select id from shipping_methods where id = ${methodId}`) !== null;
}

const existing = (ctx: ShippingCtx, orderId: string) =>
  ctx.db.many(shipmentMade)`
    select id, vendor_id, state from shipments where order_id = ${orderId} and part = 1 order by id`;

/** The order is paid, so that a slot which filled up meanwhile gives way to the next free one, and to none at last. */
async function withSlot(ctx: ShippingCtx, input: Wanted, slotId: string) {
  return ctx.db.transaction(async tx => {
    const made = await insert(ctx, tx, input);
    if (made.length === 0) return made;
    const taken = await takeSlot(ctx, tx, slotId, made.length);
    const note = taken?.id === slotId ? null : taken ? 'moved' : 'none_free';
    await tx.run`
      update shipments set slot_id = ${taken?.id ?? null}, slot_note = ${note}
      where id = any(${made.map(({ id }) => id)}::uuid[])`;
    tx.afterCommit(() => dropOffers(ctx));
    return made;
  });
}

/** One conditional statement decides; of many who want the last seats each gets one or the next. */
const takeSlot = (ctx: ShippingCtx, tx: Tx, slotId: string, parcels: number) =>
  tx.maybe({ id: col.uuid })`
    with wanted as (select method_id, starts_at from delivery_slots where id = ${slotId}),
    free as (
      select s.id from delivery_slots s join wanted w on w.method_id = s.method_id and s.starts_at >= w.starts_at
      where s.taken + ${parcels} <= s.capacity and s.starts_at > ${ctx.now()}
      order by s.starts_at limit 1 for update of s)
    update delivery_slots s set taken = s.taken + ${parcels} from free where s.id = free.id returning s.id`;
