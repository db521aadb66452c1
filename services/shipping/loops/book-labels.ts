import { CodedError, fail, messageOf } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import { type ShippingCtx, shippingService } from '../definition.ts';
import { move } from '../move.ts';
import { carrierOf } from '../ports/carrier.ts';
import { openAddress, sealAddress } from '../queries/address.ts';
import { lockShipment, type ShipmentRow, shipmentRow } from '../queries/shipments.ts';
import { keepFormer } from '../readdress.ts';

const batch = 20;

/** Asks carriers for the labels of new parcels. The parcel's id is the reference, so that asking twice gives one label. */
export const bookLabels = shippingService.loop('book-labels', async ctx => {
  const due = await ctx.db.many({
    ...shipmentRow,
    carrier_kind: col.text,
    callback_url: col.text.orNull,
    book_attempts: col.int,
  })`
    select ${shipmentRow}, c.kind as carrier_kind, c.callback_url, s.book_attempts
    from shipments s join carriers c on c.id = s.carrier_id
    where s.state = 'pending' and s.announced_at is not null and s.book_after <= ${ctx.now()}
    order by s.book_after limit ${batch}`;
  await Promise.all(due.map(each => bookOrPutOff(ctx, each)));
  return due.length > 0;
});

type Due = ShipmentRow & { carrier_kind: string; callback_url: string | null; book_attempts: number };

async function bookOrPutOff(ctx: ShippingCtx, shipment: Due): Promise<void> {
  try {
    await book(ctx, await withBuilding(ctx, shipment));
  } catch (error) {
    ctx.log.warn({ shipmentId: shipment.id, reason: messageOf(error) }, 'no label yet: it is asked for again');
    await putOff(ctx, shipment, null);
  }
}

/** Lockers and concierges are those of a building; who gave a home that is none gets it at the door. */
async function withBuilding(ctx: ShippingCtx, shipment: Due): Promise<Due> {
  const { id, unit_id: unitId, building_id, handover } = shipment;
  if (building_id !== null || (handover === 'door' && unitId === null)) return shipment;
  const found = unitId === null ? null : await unitOf(ctx, unitId);
  const address = openAddress(ctx, id, shipment.address);
  const changed = found
    ? { building_id: found.buildingId, handover, address: shipment.address }
    : {
        building_id: null,
        handover: 'door',
        address: address && sealAddress(ctx, id, { ...address, unitId: null, handover: 'door' }),
      };
  const written = await ctx.db.run`
    update shipments
    set building_id = ${changed.building_id}, handover = ${changed.handover}, address = ${changed.address},
        unit_id = ${found ? unitId : null}
    where id = ${id} and state = 'pending' and address is not distinct from ${shipment.address}::bytea`;
  // The recipient chose another hand-over meanwhile, or nobody wants it any more: what was read here is old.
  if (written === 0) fail('conflict', 'The parcel was changed while its building was asked.', { reason: 'changed' });
  return { ...shipment, ...changed };
}

async function unitOf(ctx: ShippingCtx, unitId: string): Promise<{ buildingId: string } | null> {
  try {
    return await ctx.clients.building.getUnit({ unitId });
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not_found') return null;
    throw error;
  }
}

async function book(ctx: ShippingCtx, shipment: Due): Promise<void> {
  const address = openAddress(ctx, shipment.id, shipment.address);
  const answer = address
    ? await carrierOf(ctx, shipment.carrier_kind).book({
        reference: shipment.id,
        label: shipment.label,
        postcode: address.postcode,
        handover: shipment.handover,
        callbackUrl: shipment.callback_url ?? ctx.config.carrierCallbackUrl ?? ctx.publicUrl,
      })
    : { kind: 'refused' as const, reason: 'the address is forgotten' };
  if (answer.kind === 'refused') return putOff(ctx, shipment, answer.reason);
  await ctx.db.transaction(async tx => {
    const locked = await lockShipment(tx, shipment.id);
    // It goes elsewhere again since: that is asked for in its turn.
    if (locked.label !== shipment.label) return;
    if (answer.kind === 'too_late') await keepFormer(ctx, tx, locked);
    const now = ctx.now();
    // Cancelled while the carrier was asked: it has to be told.
    await tx.run`
      update shipments
      set booked_at = ${now}, heard_at = ${now}, former_address = null, former_building_id = null,
          recall_after = case when state = 'cancelled' then ${now}::timestamptz end
      where id = ${shipment.id}`;
    await move(ctx, tx, locked, 'labelled', { at: now, source: 'platform' });
  });
  ctx.wake('recall-parcels');
}

const longestMs = 3_600_000;

/** Waits twice as long each time. What a carrier refuses its vendor sees, and it is tried again in case it was mended. */
const putOff = async (ctx: ShippingCtx, { id, book_attempts }: Due, reason: string | null): Promise<void> => {
  const waitMs = reason === null ? Math.min(5_000 * 2 ** Math.min(book_attempts, 12), longestMs) : longestMs;
  const next: Instant = instantAt(epochMs(ctx.now()) + waitMs);
  await ctx.db.run`
    update shipments set book_attempts = book_attempts + 1, book_after = ${next}, reason = ${reason}
    where id = ${id} and state = 'pending'`;
};
