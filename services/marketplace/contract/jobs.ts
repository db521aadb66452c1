// From a job that is to be paid to one that is settled, and its warranty.

import { z } from 'zod';
import { endpoint, Id, line, Money, pageInput, pageOf, prose, Timestamp } from '#kernel/contract';
import { PaymentMethod } from '#services/payment/contract';
import { Amount, FileIds, Job, JobState, LinkedFile, managerOfBuilding, WallTime, WarrantyClaim } from './wire.ts';

const byJob = { jobId: Id };
const refusals = ['not_found', 'failed_precondition', 'conflict'] as const;

export const payJob = endpoint({
  method: 'POST',
  path: '/v1/jobs/:jobId/payment',
  summary: 'Pay for a job; the money lies in escrow until it is confirmed',
  description:
    'With `redirect` the payer goes to `payment.actionUrl`. A declined payment leaves the job as it was; try another.',
  access: 'row',
  idempotent: 'handled',
  deadlineMs: 30_000,
  input: z.strictObject({ ...byJob, method: PaymentMethod }),
  output: Job,
  errors: ['not_found', 'failed_precondition', 'conflict', 'unavailable'],
});

export const getJob = endpoint({
  method: 'GET',
  path: '/v1/jobs/:jobId',
  summary: 'One job, for its resident, its provider and the managers of the building',
  access: 'row',
  input: z.strictObject(byJob),
  output: Job,
  errors: ['not_found'],
});

export const listMyJobs = endpoint({
  method: 'GET',
  path: '/v1/me/jobs',
  summary: 'My jobs, the latest first',
  access: 'user',
  input: z.strictObject({ ...pageInput, state: JobState.optional() }),
  output: pageOf(Job),
  errors: ['invalid_cursor'],
});

export const listBuildingJobs = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/jobs',
  summary: 'The jobs in a building, the latest first; `disputed` ones wait for a decision',
  access: managerOfBuilding,
  input: z.strictObject({
    buildingId: Id,
    ...pageInput,
    state: JobState.optional(),
    refundFailed: z.boolean().default(false).describe('Those alone whose refund was refused for good'),
  }),
  output: pageOf(Job),
  errors: ['invalid_cursor'],
});

export const JobRecord = z
  .strictObject({
    jobId: Id,
    ticketId: Id.nullable(),
    category: Job.shape.category,
    title: z.string(),
    providerId: Id,
    provider: z.string(),
    doneAt: Timestamp,
    warrantyUntil: Timestamp.nullable(),
    /** What the provider showed of the finished work. */
    fileIds: z.array(Id),
  })
  .meta({ id: 'JobRecord' });

export const listUnitJobs = endpoint({
  method: 'GET',
  path: '/v1/units/:unitId/jobs',
  summary: 'What was done in a home, the latest first, for whoever lives there now',
  access: 'row',
  input: z.strictObject({ unitId: Id, ...pageInput }),
  output: pageOf(JobRecord),
  errors: ['not_found', 'invalid_cursor'],
});

export const listJobHistory = endpoint({
  method: 'GET',
  path: '/v1/jobs/:jobId/history',
  summary: 'What happened to a job, in order',
  access: 'row',
  input: z.strictObject(byJob),
  output: z.strictObject({
    items: z.array(z.strictObject({ at: Timestamp, by: Id.nullable(), what: z.string(), note: z.string() })),
  }),
  errors: ['not_found'],
});

export const listJobFiles = endpoint({
  method: 'GET',
  path: '/v1/jobs/:jobId/files',
  summary: 'The photos of a job and of its warranty, with links that open for a few minutes',
  description: 'Whoever lives there later sees those of the finished work.',
  access: 'row',
  input: z.strictObject(byJob),
  output: z.strictObject({
    items: z.array(LinkedFile.extend({ side: z.enum(['resident', 'provider']), claimId: Id.nullable() })),
  }),
  errors: ['not_found'],
});

export const previewCancellation = endpoint({
  method: 'GET',
  path: '/v1/jobs/:jobId/cancellation',
  summary: 'What would come back if I cancelled now',
  access: 'row',
  input: z.strictObject(byJob),
  output: z.strictObject({ refund: Money, kept: Money, freeUntil: Timestamp }),
  errors: ['not_found', 'failed_precondition'],
});

export const cancelJob = endpoint({
  method: 'POST',
  path: '/v1/jobs/:jobId/cancellation',
  summary: 'Give a job up; a provider or a manager who cancels gives everything back',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ ...byJob, note: prose(500, 0).default('') }),
  output: Job,
  errors: refusals,
});

export const finishJob = endpoint({
  method: 'POST',
  path: '/v1/jobs/:jobId/completion',
  summary: 'Say that the work is done, as the provider; with photos of it',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ ...byJob, note: prose(2_000, 0).default(''), fileIds: FileIds }),
  output: Job,
  errors: refusals,
});

export const confirmJob = endpoint({
  method: 'POST',
  path: '/v1/jobs/:jobId/confirmation',
  summary: 'Confirm that it is done right: the provider is paid. Takes a dispute back as well',
  description: 'Without a word it is confirmed by itself after some days.',
  access: 'row',
  idempotent: true,
  input: z.strictObject(byJob),
  output: Job,
  errors: refusals,
});

export const disputeJob = endpoint({
  method: 'POST',
  path: '/v1/jobs/:jobId/dispute',
  summary: 'Say that it was not done right, or that nobody came; a manager decides on the money',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ ...byJob, text: prose(2_000), fileIds: FileIds }),
  output: Job,
  errors: refusals,
});

export const decideDispute = endpoint({
  method: 'POST',
  path: '/v1/jobs/:jobId/decision',
  summary: 'Decide a dispute: pay the provider, refund the resident, or split',
  access: { role: 'manager', of: 'row' },
  audit: ['jobId', 'decision', 'refund'],
  input: z.strictObject({
    ...byJob,
    decision: z.enum(['release', 'refund', 'split']),
    refund: Amount.optional().describe('With `split`: what goes back to the resident, in minor units'),
    note: line(500, 0).default(''),
  }),
  output: Job,
  errors: ['not_found', 'failed_precondition', 'invalid_argument'],
});

export const retryJobRefund = endpoint({
  method: 'POST',
  path: '/v1/jobs/:jobId/refund-retry',
  summary: 'Ask for a refund that failed once more',
  access: { role: 'manager', of: 'row' },
  audit: ['jobId'],
  input: z.strictObject(byJob),
  output: Job,
  errors: ['not_found', 'failed_precondition'],
});

export const settleJobRefund = endpoint({
  method: 'POST',
  path: '/v1/jobs/:jobId/refund-settlement',
  summary: 'Record that the provider has paid a refund back by other means; it is not asked for any more',
  description: 'What lies in escrow of it is the provider’s then, less the commission.',
  access: { role: 'manager', of: 'row' },
  audit: ['jobId', 'note'],
  input: z.strictObject({ ...byJob, note: prose(500) }),
  output: Job,
  errors: ['not_found', 'failed_precondition'],
});

export const checkVisitorPass = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/visitor-passes',
  summary: 'Let a provider in by its pass, which holds for the booked time alone',
  access: { role: ['manager', 'support'], of: { building: 'buildingId' } },
  audit: ['buildingId'],
  limit: { per: 'user', capacity: 20, perMinute: 20 },
  input: z.strictObject({ buildingId: Id, code: z.string().regex(/^[0-9A-Z]{8}$/, 'has eight letters and digits') }),
  output: z.strictObject({
    jobId: Id,
    provider: z.string(),
    title: z.string(),
    unit: z.string(),
    validUntil: Timestamp,
    enteredAt: Timestamp,
  }),
  errors: ['not_found', 'failed_precondition', 'rate_limited'],
});

export const getEarnings = endpoint({
  method: 'GET',
  path: '/v1/providers/:providerId/earnings',
  summary: 'What a provider has earned, by month and currency, what lies in escrow and what was paid out',
  access: 'row',
  input: z.strictObject({ providerId: Id }),
  output: z.strictObject({
    months: z.array(
      z.strictObject({ month: z.string(), jobs: z.int(), earned: Money, commission: Money, refunded: Money }),
    ),
    inEscrow: z.array(Money),
    paidOut: z.array(Money),
  }),
  errors: ['not_found'],
});

const byClaim = { claimId: Id };

export const claimWarranty = endpoint({
  method: 'POST',
  path: '/v1/jobs/:jobId/warranty-claims',
  summary: 'Have it repaired again at no charge, as whoever lives there now, until the warranty ends',
  access: 'row',
  idempotent: true,
  creates: true,
  input: z.strictObject({ ...byJob, text: prose(2_000), fileIds: FileIds }),
  output: WarrantyClaim,
  errors: ['not_found', 'failed_precondition', 'already_exists'],
});

export const listWarrantyClaims = endpoint({
  method: 'GET',
  path: '/v1/jobs/:jobId/warranty-claims',
  summary: 'The warranty claims of a job, the latest first',
  access: 'row',
  input: z.strictObject(byJob),
  output: z.strictObject({ items: z.array(WarrantyClaim) }),
  errors: ['not_found'],
});

export const scheduleWarranty = endpoint({
  method: 'POST',
  path: '/v1/warranty-claims/:claimId/visit',
  summary: 'Say when the provider comes again; another time takes the place of the one before',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ ...byClaim, start: WallTime, end: WallTime }),
  output: WarrantyClaim,
  errors: ['not_found', 'failed_precondition', 'conflict', 'invalid_argument'],
});

export const finishWarranty = endpoint({
  method: 'POST',
  path: '/v1/warranty-claims/:claimId/completion',
  summary: 'Say that a claim is settled, as the provider',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ ...byClaim, answer: prose(2_000), fileIds: FileIds }),
  output: WarrantyClaim,
  errors: ['not_found', 'failed_precondition'],
});

export const withdrawWarranty = endpoint({
  method: 'POST',
  path: '/v1/warranty-claims/:claimId/withdrawal',
  summary: 'Take a claim back',
  access: 'row',
  idempotent: true,
  input: z.strictObject(byClaim),
  output: WarrantyClaim,
  errors: ['not_found', 'failed_precondition'],
});
