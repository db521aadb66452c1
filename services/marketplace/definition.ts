// What marketplace needs.

import { z } from 'zod';
import { type Ctx, defineService } from '#kernel/service';
import { building } from '#services/building/contract';
import { residentUnverified, residentVerified, unitVacated } from '#services/building/events';
import { iam } from '#services/iam/contract';
import { userDeleted } from '#services/iam/events';
import { media } from '#services/media/contract';
import { payment } from '#services/payment/contract';
import { paymentAuthorised, paymentFailed, paymentSucceeded, payoutSent } from '#services/payment/events';
import { ticket } from '#services/ticket/contract';
import { marketplace } from './contract.ts';
import {
  documentExpiring,
  jobBooked,
  jobCancelled,
  jobCompleted,
  jobDisputed,
  jobDone,
  jobRefundFailed,
  jobReminderDue,
  listingCreated,
  marketplaceMoveOutHandled,
  providerCreated,
  providerRejected,
  providerSubmitted,
  providerSuspended,
  providerVerified,
  quoteAccepted,
  quoteClosed,
  quoteMessageSent,
  quoteRequested,
  quoteSubmitted,
  warrantyClaimed,
  warrantyClosed,
  warrantyScheduled,
} from './events.ts';

const days = (most: number) => z.coerce.number().int().min(1).max(most);

export const marketplaceService = defineService({
  contract: marketplace,
  uses: { building, iam, media, payment, ticket },
  publishes: [
    providerCreated,
    providerSubmitted,
    providerVerified,
    providerRejected,
    providerSuspended,
    documentExpiring,
    listingCreated,
    quoteRequested,
    quoteSubmitted,
    quoteClosed,
    quoteMessageSent,
    quoteAccepted,
    jobBooked,
    jobReminderDue,
    jobDone,
    jobDisputed,
    jobCompleted,
    jobCancelled,
    jobRefundFailed,
    warrantyClaimed,
    warrantyScheduled,
    warrantyClosed,
    marketplaceMoveOutHandled,
  ],
  consumes: [
    residentVerified,
    residentUnverified,
    unitVacated,
    userDeleted,
    paymentAuthorised,
    paymentSucceeded,
    paymentFailed,
    payoutSent,
  ],
  config: z.strictObject({
    /** How long a request for quotes stays open. */
    requestDays: days(90).default(30),
    /** How long there is to pay for what was accepted, unless it begins before. */
    payHours: days(168).default(24),
    /** How long after the work is said to be done it counts as confirmed without a word. */
    confirmDays: days(60).default(7),
    /** How long after the booked time a manager is asked where nobody has said a word. */
    silentDays: days(60).default(7),
    /** How long before a visit people are reminded. */
    reminderHours: days(168).default(24),
    /** How long before a document expires its provider is reminded. */
    documentDays: days(90).default(14),
  }),
  constraints: {
    providers_owner: {
      code: 'already_exists',
      message: 'You run a provider already.',
      reason: 'provider_exists',
    },
    listings_range: {
      code: 'invalid_argument',
      message: 'The upper end of the price is below the lower one.',
      reason: 'price_range',
    },
    appointments_slot: {
      code: 'conflict',
      message: 'The provider is booked at this time; choose another.',
      reason: 'slot_taken',
    },
    job_bookings_one: {
      code: 'conflict',
      message: 'Another quote of this request was accepted already.',
      reason: 'request_taken',
    },
    job_bookings_split: {
      code: 'invalid_argument',
      message: 'This is more than was paid.',
      reason: 'more_than_paid',
    },
    warranty_claims_one_open: {
      code: 'already_exists',
      message: 'There is an open claim already; write there.',
      reason: 'claim_open',
    },
  },
  migrations: new URL('./migrations/', import.meta.url),
});

export type MarketplaceCtx = Ctx<typeof marketplaceService.definition>;
