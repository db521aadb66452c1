import { CodedError, fail, messageOf } from '#kernel/errors';
import { lane } from '#kernel/lane';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import { type ShippingCtx, shippingService } from '../definition.ts';
import { type Answer, type Booking, carrierOf } from '../ports/carrier.ts';
import { openAddress, sealAddress } from '../queries/address.ts';
import { lockShipment, type ShipmentRow, shipmentRow } from '../queries/shipments.ts';
import { keepFormer } from '../readdress.ts';

const batch = 50;

/**
 * Asks carriers for the labels of new parcels, many at once. The parcel's id is the reference, so that asking twice gives
 * one label; what was answered is written down for all together, and one that goes wrong does not hold up the others.
 */
export const bookLabels = shippingService.loop('book-labels', async ctx => {
  const due = await ctx.db.many({
    ...shipmentRow,
    carrier_kind: col.text,
    callback_url: col.text.orNull,
    book_attempts: col.int,
  })`
    select ${shipmentRow}, c.kind as carrier_kind, c.callback_url, s.book_attempts
    from shipments s join carriers c on c.id = s.carrier_id
    where s.state = 'pending' and s.book_after <= ${ctx.now()}
    order by s.book_after limit ${batch}`;
  if (due.length === 0) return false;
  const ready = await Promise.all(due.map(each => prepare(ctx, each)));
  const byCarrier = Map.groupBy(ready, ({ shipment }) => shipment.carrier_kind);
  const answered = await Promise.all([...byCarrier].map(([kind, some]) => askFor(ctx, kind, some)));
  return (await writeDown(ctx, answered.flat())) > 0;
});

type Due = ShipmentRow & { carrier_kind: string; callback_url: string | null; book_attempts: number };

/** What the carrier is asked for, or why it is not. */
interface Ready {
  shipment: Due;
  ask: { booking: Booking } | { answer: Answer };
}
interface Answered {
  shipment: Due;
  answer: Answer;
}

const unknown = (error: unknown): Answer => ({ kind: 'unknown', reason: messageOf(error) });

async function prepare(ctx: ShippingCtx, found: Due): Promise<Ready> {
  try {
    const shipment = await withBuilding(ctx, found);
    const address = openAddress(ctx, shipment.id, shipment.address);
    if (!address) return { shipment, ask: { answer: { kind: 'refused', reason: 'the address is forgotten' } } };
    const callbackUrl = shipment.callback_url ?? ctx.config.carrierCallbackUrl ?? ctx.publicUrl;
    const { id: reference, label, handover } = shipment;
    return { shipment, ask: { booking: { reference, label, postcode: address.postcode, handover, callbackUrl } } };
  } catch (error) {
    return { shipment: found, ask: { answer: unknown(error) } };
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

async function askFor(ctx: ShippingCtx, kind: string, ready: readonly Ready[]): Promise<Answered[]> {
  const bookings = ready.flatMap(({ ask }) => ('booking' in ask ? [ask.booking] : []));
  const answers = await book(ctx, kind, bookings);
  return ready.map(({ shipment, ask }) => ({
    shipment,
    answer: 'answer' in ask ? ask.answer : (answers.get(shipment.id) ?? unknown('the carrier did not say')),
  }));
}

const someAtOnce = lane({ width: 5, maxWaiting: batch });

/** The answers by reference. Where all fail together each is asked for alone. */
async function book(ctx: ShippingCtx, kind: string, bookings: readonly Booking[]): Promise<Map<string, Answer>> {
  if (bookings.length === 0) return new Map();
  try {
    return await carrierOf(ctx, kind).book(bookings);
  } catch (error) {
    const [only, ...others] = bookings;
    if (others.length === 0) return new Map([[only!.reference, unknown(error)]]);
    const alone = await Promise.all(bookings.map(each => someAtOnce(() => book(ctx, kind, [each]))));
    return new Map(alone.flatMap(answers => [...answers]));
  }
}

/** Gives how many answers are written down. What cannot be is asked for once more. */
async function writeDown(ctx: ShippingCtx, answered: readonly Answered[]): Promise<number> {
  try {
    await write(ctx, answered);
    return answered.length;
  } catch (error) {
    let written = 0;
    if (answered.length > 1) for (const each of answered) written += await writeDown(ctx, [each]);
    else ctx.log.warn({ shipmentId: answered[0]!.shipment.id, reason: messageOf(error) }, 'no label was written down');
    return written;
  }
}

const byId = (a: Answered, b: Answered): number => (a.shipment.id < b.shipment.id ? -1 : 1);

async function write(ctx: ShippingCtx, answered: readonly Answered[]): Promise<void> {
  const late = answered.filter(({ answer }) => answer.kind === 'too_late').toSorted(byId);
  const booked = [...answered.filter(({ answer }) => answer.kind === 'booked'), ...late];
  const others = answered.filter(({ answer }) => answer.kind === 'refused' || answer.kind === 'unknown');
  await ctx.db.transaction(async tx => {
    for (const { shipment } of late) {
      const locked = await lockShipment(tx, shipment.id);
      if (locked.label === shipment.label) await keepFormer(ctx, tx, locked);
    }
    if (booked.length > 0) await label(ctx, tx, booked);
    if (others.length > 0) await putOff(ctx, tx, others);
  });
}

async function label(ctx: ShippingCtx, tx: Tx, booked: readonly Answered[]): Promise<void> {
  const now = ctx.now();
  const entries = booked.map(({ shipment: { id, label } }) => ({ id, label, entryId: ctx.id() }));
  const changed = await tx.many({ was: col.text })`
    with found as (
      select s.id, s.state, e."entryId"
      from shipments s join jsonb_to_recordset(${json(entries)}::jsonb) as e (id uuid, label int, "entryId" uuid)
        -- What goes elsewhere again since is asked for in its turn.
        on e.id = s.id and e.label = s.label
      order by s.id for update of s),
    changed as (
      update shipments s
      set booked_at = ${now}, heard_at = ${now}, former_address = null, former_building_id = null,
          state = case when f.state = 'pending' then 'labelled' else s.state end,
          reason = case when f.state <> 'pending' then s.reason end,
          -- Cancelled while the carrier was asked: it has to be told.
          recall_after = case when f.state = 'cancelled' then ${now}::timestamptz else s.recall_after end
      from found f where s.id = f.id),
    noted as (
      insert into shipment_tracking (id, shipment_id, kind, at, source)
      select "entryId", id, 'labelled', ${now}::timestamptz, 'platform' from found where state = 'pending')
    select state as was from found`;
  if (changed.some(({ was }) => was === 'cancelled')) tx.afterCommit(() => ctx.wake('recall-parcels'));
}

const longestMs = 3_600_000;

/** Waits twice as long each time. What a carrier refuses its vendor sees, and it is tried again in case it was mended. */
async function putOff(ctx: ShippingCtx, tx: Tx, answered: readonly Answered[]): Promise<void> {
  const tries = answered.map(({ shipment: { id, book_attempts }, answer }) => {
    const refused = answer.kind === 'refused';
    const waitMs = refused ? longestMs : Math.min(5_000 * 2 ** Math.min(book_attempts, 12), longestMs);
    if (answer.kind === 'unknown')
      ctx.log.warn({ shipmentId: id, reason: answer.reason }, 'no label yet: it is asked for again');
    const next: Instant = instantAt(epochMs(ctx.now()) + waitMs);
    return { id, next, reason: refused ? answer.reason : null };
  });
  await tx.run`
    update shipments s set book_attempts = s.book_attempts + 1, book_after = t.next, reason = t.reason
    from jsonb_to_recordset(${json(tries)}::jsonb) as t (id uuid, next timestamptz, reason text)
    where s.id = t.id and s.state = 'pending'`;
}
