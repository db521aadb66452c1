// The facts booking owns. Times are instants; `zone` says by which clock they are told.

import { z } from 'zod';
import { Id, Money } from '#kernel/contract';
import { event } from '#kernel/event';

const about = {
  bookingId: Id,
  resourceId: Id,
  buildingId: Id,
  /** Null once the account is deleted. */
  userId: Id.nullable(),
  /** What was booked is called so. */
  resource: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  zone: z.string(),
};

export const bookingRequested = event(
  'booking.requested',
  1,
  'bookingId',
  z.strictObject(about),
  'A booking waits for a manager to decide',
);
export const bookingCreated = event(
  'booking.created',
  1,
  'bookingId',
  z.strictObject({
    ...about,
    unitId: Id.nullable(),
    fee: Money,
    deposit: Money,
    /** Whether a manager approved it. */
    approved: z.boolean(),
  }),
  'A booking is confirmed',
);
export const bookingDeclined = event(
  'booking.declined',
  1,
  'bookingId',
  z.strictObject(about),
  'A manager has declined a booking, or none has decided in time',
);
export const bookingCancelled = event(
  'booking.cancelled',
  1,
  'bookingId',
  z.strictObject({
    ...about,
    reason: z.enum([
      'by_resident',
      'by_manager',
      'out_of_order',
      'moved_out',
      'account_deleted',
      'payment_failed',
      'no_show',
    ]),
    refund: Money,
  }),
  'A booking will not take place',
);
export const bookingCheckedIn = event(
  'booking.checked_in',
  1,
  'bookingId',
  z.strictObject(about),
  'Whoever booked is there',
);
export const bookingOffered = event(
  'booking.offered',
  1,
  'bookingId',
  z.strictObject({ ...about, expiresAt: z.string() }),
  'What somebody waited for is free, and theirs for a while',
);
export const bookingReminderDue = event(
  'booking.reminder_due',
  1,
  'bookingId',
  z.strictObject(about),
  'A booking is about to begin',
);
export const bookingRefundFailed = event(
  'booking.refund_failed',
  1,
  'bookingId',
  z.strictObject({
    ...about,
    refundId: Id,
    amount: Money,
    /** What was said when it was asked for last. */
    failure: z.string(),
  }),
  'Money of a booking could not be given back, or kept, and is not asked for any more: a manager has to see to it',
);
export const resourceUpdated = event(
  'resource.updated',
  1,
  'resourceId',
  z.strictObject({ resourceId: Id, buildingId: Id, name: z.string(), state: z.enum(['active', 'archived']) }),
  'What can be booked has changed, or is new',
);
export const moveOutHandled = event(
  'booking.move_out_handled',
  1,
  'moveOutId',
  z.strictObject({ moveOutId: Id, ended: z.record(z.string(), z.int()) }),
  'booking has done its share of a move-out: how many bookings ended',
);
