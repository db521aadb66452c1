// Bookings as rows.

import type { z } from 'zod';
import type { Call } from '#kernel/call';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { Booking, BookingState, CancelReason } from '../contract/wire.ts';
import type { HoldState } from '../domain/hold.ts';
import { paymentIdOf } from '../ids.ts';

/** What stands in the row of the booking itself. */
const ownShape = {
  id: col.uuid,
  resource_id: col.uuid,
  building_id: col.uuid,
  user_id: col.uuid.orNull,
  unit_id: col.uuid.orNull,
  series_id: col.uuid.orNull,
  zone: col.text,
  wall_start: col.text,
  wall_end: col.text,
  starts_at: col.instant,
  ends_at: col.instant,
  exclusive: col.bool,
  state: col.any<BookingState>(),
  note: col.text,
  fee: col.bigint,
  deposit: col.bigint,
  kept: col.bigint,
  currency: col.text,
  expires_at: col.instant.orNull,
  cancel_wanted: col.any<CancelReason | null>().orNull,
  closed_at: col.instant.orNull,
  version: col.int,
};
const shape = {
  ...ownShape,
  resource_name: col.text,
  refunded: col.bigint,
  hold_state: col.any<HoldState | null>().orNull,
  payment_no: col.int.orNull,
  payment_state: col.text.orNull,
  action_url: col.text.orNull,
  cancel_reason: col.any<CancelReason | null>().orNull,
  cancel_note: col.text.orNull,
  refund_percent: col.int.orNull,
  cancelled_at: col.instant.orNull,
  checked_in_at: col.instant.orNull,
  /** The booking under which it is held and paid: itself, or the first of its series. */
  hold_id: col.uuid.orNull,
  /** How many are held and paid together. */
  hold_bookings: col.int.orNull,
  /** What is paid for all of them. */
  hold_amount: col.bigint,
};
export const cardRow = row(shape, 'b');
export type Card = RowOf<typeof shape>;

/** A booking as it stands when it is entered, and nothing has become of it yet. */
export const freshCard = (
  entered: Omit<RowOf<typeof ownShape>, 'kept' | 'cancel_wanted' | 'closed_at' | 'version'>,
  resourceName: string,
): Card => ({
  ...entered,
  kept: 0n,
  cancel_wanted: null,
  closed_at: null,
  version: 1,
  resource_name: resourceName,
  refunded: 0n,
  hold_state: null,
  payment_no: null,
  payment_state: null,
  action_url: null,
  cancel_reason: null,
  cancel_note: null,
  refund_percent: null,
  cancelled_at: null,
  checked_in_at: null,
  hold_id: null,
  hold_bookings: null,
  hold_amount: entered.fee + entered.deposit,
});

export const toBooking = (found: Card): z.output<typeof Booking> => {
  const money = (amount: bigint) => ({ amount: String(amount), currency: found.currency });
  return {
    id: found.id,
    resourceId: found.resource_id,
    resource: found.resource_name,
    buildingId: found.building_id,
    userId: found.user_id,
    unitId: found.unit_id,
    seriesId: found.series_id,
    zone: found.zone,
    start: found.wall_start,
    end: found.wall_end,
    startsAt: found.starts_at,
    endsAt: found.ends_at,
    state: found.state,
    note: found.note,
    fee: money(found.fee),
    deposit: money(found.deposit),
    refunded: money(found.refunded),
    kept: money(found.kept),
    expiresAt: found.expires_at,
    payment:
      found.payment_no === null
        ? null
        : {
            paymentId: paymentIdOf(found.hold_id!, found.payment_no),
            amount: money(found.hold_amount),
            bookings: found.hold_bookings!,
            state: found.payment_state,
            actionUrl: found.action_url,
          },
    cancellation:
      found.cancel_reason === null
        ? null
        : {
            reason: found.cancel_reason,
            note: found.cancel_note!,
            refundPercent: found.refund_percent!,
            at: found.cancelled_at!,
          },
    checkedInAt: found.checked_in_at,
    version: found.version,
  };
};

/** A booking, or null. */
export const findCard = (db: Queries, bookingId: string): Promise<Card | null> =>
  db.maybe(cardRow)`select ${cardRow} from booking_cards b where b.id = ${bookingId}`;

/** A booking that is known to be there, as people see it. */
export const bookingOf = async (db: Queries, bookingId: string): Promise<z.output<typeof Booking>> =>
  toBooking((await findCard(db, bookingId))!);

/** A booking that nobody else changes before the transaction ends, or null. With it the one it is paid with is locked,
 * as whatever becomes of all of them together is decided under that. */
export async function lockCard(tx: Tx, bookingId: string): Promise<Card | null> {
  const locked = await tx.run`
    select from reservations
    where id = any(array(select unnest(array[id, paid_with]) from reservations where id = ${bookingId}))
    order by id for update`;
  return locked === 0 ? null : findCard(tx, bookingId);
}

/** All that is held and paid together, locked in the same order; the first is the one they are held under. */
export async function lockUnit(tx: Tx, holdId: string): Promise<Card[]> {
  const ids = await tx.many({ id: col.uuid })`
    select id from reservations where id = ${holdId} or paid_with = ${holdId} order by id for update`;
  return tx.many(cardRow)`
    select ${cardRow} from booking_cards b where b.id = any(${ids.map(({ id }) => id)}::uuid[]) order by b.id`;
}

export const isManager = (call: Call, { building_id }: Pick<Card, 'building_id'>): boolean =>
  call.can('manager', { building: building_id });

/** Whether it is one's own: whoever left the building has none there any more. */
export const isMine = (call: Call, { user_id, building_id }: Pick<Card, 'user_id' | 'building_id'>): boolean =>
  user_id !== null && call.user?.userId === user_id && call.can(['resident', 'manager'], { building: building_id });

/** Decides on a booking: for whoever made it, and the managers of its building. Raises `not_found`. */
export function requireCard(call: Call, found: Card | null): Card {
  call.require(found !== null && (isMine(call, found) || isManager(call, found)), 'There is no such booking.');
  return found!;
}

/** What every event says of a booking. */
export const eventAbout = (found: Card) => ({
  bookingId: found.id,
  resourceId: found.resource_id,
  buildingId: found.building_id,
  userId: found.user_id,
  resource: found.resource_name,
  startsAt: found.starts_at,
  endsAt: found.ends_at,
  zone: found.zone,
});
