// The facts marketplace owns. Times are instants; `zone` says by which clock they are told. `ownerId` is who runs the
// provider, null once that account is deleted, as `userId` is the resident.

import { z } from 'zod';
import { Id, Money } from '#kernel/contract';
import { event } from '#kernel/event';

const provider = { providerId: Id, ownerId: Id.nullable(), name: z.string() };

export const providerCreated = event(
  'provider.created',
  1,
  'providerId',
  z.strictObject(provider),
  'Somebody offers services from now on',
);
export const providerSubmitted = event(
  'provider.submitted',
  1,
  'providerId',
  z.strictObject({ ...provider, submission: z.int(), buildingIds: z.array(Id) }),
  'A provider has handed in its papers and waits to be verified',
);
export const providerVerified = event(
  'provider.verified',
  1,
  'providerId',
  z.strictObject({
    ...provider,
    /** The building whose manager approved it; null where it is verified for the platform. */
    buildingId: Id.nullable(),
  }),
  'A provider may take work',
);
export const providerRejected = event(
  'provider.rejected',
  1,
  'providerId',
  z.strictObject({ ...provider, buildingId: Id.nullable(), reason: z.string() }),
  'A provider was not verified, or was blocked by a building',
);
export const providerSuspended = event(
  'provider.suspended',
  1,
  'providerId',
  z.strictObject({
    ...provider,
    cause: z.enum(['by_admin', 'document_expired', 'account_deleted']),
    reason: z.string(),
  }),
  'A provider may take no more work for now',
);
export const documentExpiring = event(
  'provider.document_expiring',
  1,
  'providerId',
  z.strictObject({ ...provider, documentId: Id, kind: z.string(), expiresOn: z.string() }),
  'A document of a provider is about to expire',
);
export const listingCreated = event(
  'service.listing_created',
  1,
  'listingId',
  z.strictObject({ listingId: Id, providerId: Id, category: z.string(), title: z.string(), buildingIds: z.array(Id) }),
  'A service is offered',
);

const request = { requestId: Id, buildingId: Id, unitId: Id, userId: Id.nullable(), title: z.string() };

export const quoteRequested = event(
  'quote.requested',
  1,
  'requestId',
  z.strictObject({
    ...request,
    ticketId: Id.nullable(),
    category: z.string(),
    providerIds: z.array(Id),
    ownerIds: z.array(Id),
  }),
  'A resident asks for quotes',
);

const quote = { quoteId: Id, ...request, providerId: Id, ownerId: Id.nullable(), provider: z.string(), total: Money };

export const quoteSubmitted = event(
  'quote.submitted',
  1,
  'quoteId',
  z.strictObject({ ...quote, validUntil: z.string() }),
  'A provider has made a quote',
);
export const quoteClosed = event(
  'quote.closed',
  1,
  'quoteId',
  z.strictObject({ ...quote, reason: z.enum(['declined', 'withdrawn', 'expired', 'lost']) }),
  'Nothing comes of a quote',
);
export const quoteMessageSent = event(
  'quote.message_sent',
  1,
  'quoteId',
  z.strictObject({ ...quote, messageId: Id, side: z.enum(['resident', 'provider']) }),
  'Somebody wrote about a quote',
);

const job = {
  jobId: Id,
  requestId: Id,
  quoteId: Id,
  providerId: Id,
  ownerId: Id.nullable(),
  provider: z.string(),
  buildingId: Id,
  unitId: Id,
  userId: Id.nullable(),
  ticketId: Id.nullable(),
  title: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  zone: z.string(),
  total: Money,
};

export const quoteAccepted = event(
  'quote.accepted',
  1,
  'quoteId',
  z.strictObject({ ...job, payBy: z.string() }),
  'A resident has accepted a quote and has some time to pay',
);
export const jobBooked = event(
  'job.booked',
  1,
  'jobId',
  z.strictObject(job),
  'A job is paid for; the money is in escrow',
);
export const jobReminderDue = event('job.reminder_due', 1, 'jobId', z.strictObject(job), 'A job is about to begin');
export const jobDone = event(
  'job.done',
  1,
  'jobId',
  z.strictObject({ ...job, confirmBy: z.string() }),
  'A provider says that the work is done',
);
export const jobDisputed = event(
  'job.disputed',
  1,
  'jobId',
  z.strictObject({ ...job, by: Id.nullable() }),
  'A job was not done right, or nobody knows whether it was',
);
export const jobCompleted = event(
  'job.completed',
  1,
  'jobId',
  z.strictObject({
    ...job,
    /** Whether the resident was proven to live in the unit. */
    verified: z.boolean(),
    /** Whether the money has left escrow; a review takes both. */
    settled: z.boolean(),
    /** Null where there was none. */
    decision: z.enum(['release', 'refund', 'split', 'taken_back']).nullable(),
    refunded: Money,
    earned: Money,
  }),
  'A job is done and its money settled',
);
export const jobCancelled = event(
  'job.cancelled',
  1,
  'jobId',
  z.strictObject({
    ...job,
    reason: z.enum([
      'by_resident',
      'by_provider',
      'by_manager',
      'moved_out',
      'account_deleted',
      'not_paid',
      'payment_failed',
    ]),
    refund: Money,
  }),
  'A job will not take place',
);
export const jobRefundFailed = event(
  'job.refund_failed',
  1,
  'jobId',
  z.strictObject({
    ...job,
    refund: Money,
    /** What was said when it was asked for last. */
    failure: z.string(),
  }),
  'Money of a job could not be given back and is not asked for any more: a manager has to see to it',
);
export const warrantyClaimed = event(
  'warranty.claimed',
  1,
  'claimId',
  z.strictObject({ ...job, claimId: Id, claimedBy: Id.nullable() }),
  'What was repaired is broken again within its warranty',
);
export const warrantyScheduled = event(
  'warranty.scheduled',
  1,
  'claimId',
  z.strictObject({ ...job, claimId: Id, claimedBy: Id.nullable(), visitAt: z.string() }),
  'A provider comes again, at no charge',
);
export const warrantyClosed = event(
  'warranty.closed',
  1,
  'claimId',
  z.strictObject({ ...job, claimId: Id, claimedBy: Id.nullable(), outcome: z.enum(['resolved', 'withdrawn']) }),
  'A warranty claim is over',
);
export const marketplaceMoveOutHandled = event(
  'marketplace.move_out_handled',
  1,
  'moveOutId',
  z.strictObject({ moveOutId: Id, ended: z.record(z.string(), z.int()) }),
  'marketplace has done its share of a move-out: how many requests and jobs ended',
);
