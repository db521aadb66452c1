// What booking needs.

import { z } from 'zod';
import { type Ctx, defineService } from '#kernel/service';
import { residentUnverified, residentVerified, unitVacated } from '#services/building/events';
import { iam } from '#services/iam/contract';
import { userDeleted } from '#services/iam/events';
import { payment } from '#services/payment/contract';
import { paymentAuthorised, paymentFailed, paymentSucceeded } from '#services/payment/events';
import { incidentOpened, incidentResolved } from '#services/ticket/events';
import { booking } from './contract.ts';
import {
  bookingCancelled,
  bookingCheckedIn,
  bookingCreated,
  bookingDeclined,
  bookingOffered,
  bookingRefundFailed,
  bookingReminderDue,
  bookingRequested,
  moveOutHandled,
  resourceUpdated,
} from './events.ts';

export const slotTaken = {
  code: 'conflict',
  message: 'Somebody else has this time; choose another, or wait for it.',
  reason: 'slot_taken',
} as const;

export const bookingService = defineService({
  contract: booking,
  uses: { iam, payment },
  publishes: [
    bookingRequested,
    bookingCreated,
    bookingDeclined,
    bookingCancelled,
    bookingCheckedIn,
    bookingOffered,
    bookingReminderDue,
    bookingRefundFailed,
    resourceUpdated,
    moveOutHandled,
  ],
  consumes: [
    residentVerified,
    residentUnverified,
    unitVacated,
    userDeleted,
    paymentAuthorised,
    paymentSucceeded,
    paymentFailed,
    incidentOpened,
    incidentResolved,
  ],
  config: z.strictObject({
    /** How long a manager has to decide. */
    approvalHours: z.coerce.number().int().min(1).max(720).default(48),
    /** How long what became free is kept for who waited for it. */
    offerMinutes: z.coerce.number().int().min(1).max(1_440).default(30),
    /** How long before the start somebody is reminded. */
    reminderHours: z.coerce.number().int().min(1).max(168).default(24),
    /** How long after the end a deposit is kept, so that damage can be found. */
    depositHours: z.coerce.number().int().min(0).max(720).default(24),
    /** Bookings that start within so many hours end with an incident; later ones only if it is still open then. */
    outageHours: z.coerce.number().int().min(1).max(720).default(24),
  }),
  constraints: {
    reservations_slot: slotTaken,
    slots_taken: slotTaken,
    resources_name_unique: {
      code: 'already_exists',
      message: 'The building has something of this name; choose another.',
      reason: 'resource_name_taken',
    },
    waitlist_once: {
      code: 'already_exists',
      message: 'You wait for this time already.',
      reason: 'waiting_already',
    },
    draws_apart: {
      code: 'conflict',
      message: 'Some of these days are in another open draw.',
      reason: 'draws_overlap',
    },
    reservations_kept: {
      code: 'failed_precondition',
      message: 'The deposit is less than that.',
      reason: 'more_than_deposit',
    },
  },
  plansOnce: true,
  migrations: new URL('./migrations/', import.meta.url),
});

export type BookingCtx = Ctx<typeof bookingService.definition>;
