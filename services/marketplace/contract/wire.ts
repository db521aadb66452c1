// What others see of providers, listings, quotes and jobs.

import { z } from 'zod';
import { Id, line, Money, prose, Timestamp } from '#kernel/contract';
import { categories } from '../domain/categories.ts';

export const Category = z.enum(categories).meta({ id: 'ServiceCategory' });

/** A time of the clock on the wall where the work is done. */
export const WallTime = z
  .string()
  .regex(/^2[01]\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/, 'is as 2026-03-29T18:00')
  .refine(text => {
    const ms = Date.parse(`${text}:00.000Z`);
    return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
  }, 'must be a day of the calendar')
  .describe('By the clock on the wall there, e.g. `2026-03-29T18:00`');
export const Day = z.iso
  .date()
  .refine(day => day >= '2000' && day < '2200', 'must be a day between 2000 and 2199')
  .describe('A day, e.g. `2026-03-29`');
export const Clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is as 08:00');
export const Amount = z.string().regex(/^\d{1,12}$/, 'is an amount in minor units');
const Currency = z.string().regex(/^[A-Z]{3}$/);
export const FileIds = z.array(Id).max(10).default([]).describe('Uploaded to `/v1/files` first');

export const ProviderState = z
  .enum(['draft', 'submitted', 'verified', 'rejected', 'suspended'])
  .meta({ id: 'ProviderState' });
export const Standing = z.enum(['approved', 'blocked']).meta({ id: 'ProviderStanding' });

export const Provider = z
  .strictObject({
    id: Id,
    name: z.string(),
    about: z.string(),
    zone: z.string(),
    state: ProviderState,
    /** For those who run it, administrators, and managers who decide on it; null for others. */
    phone: z.string().nullable(),
    reason: z.string().nullable(),
    ownerId: Id.nullable(),
    createdAt: Timestamp,
    verifiedAt: Timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Provider' });

export const DocumentKind = z.enum(['trade_licence', 'insurance', 'identity', 'certificate']);
export const ProviderDocument = z
  .strictObject({
    id: Id,
    providerId: Id,
    kind: DocumentKind,
    mime: z.string(),
    expiresOn: Day.nullable().describe('The last day on which it holds'),
    createdAt: Timestamp,
    url: z.string().nullable().describe('Opens for a few minutes; null while the files cannot be reached'),
  })
  .meta({ id: 'ProviderDocument' });

export const PriceUnit = z.enum(['hour', 'visit', 'fixed']).meta({ id: 'PriceUnit' });

export const listingFields = {
  category: Category,
  title: line(140, 3),
  description: prose(5_000, 0).default(''),
  priceFrom: Amount,
  priceTo: Amount,
  currency: Currency.default('EUR'),
  unit: PriceUnit,
  buildingIds: z.array(Id).min(1).max(200).describe('Where it is offered'),
  warrantyDays: z.int().min(0).max(3_650).default(0),
  freeCancelHours: z.int().min(0).max(720).default(24).describe('Until so long before the start cancelling is free'),
  lateCancelPercent: z.int().min(0).max(100).default(0).describe('What is kept of the price after that'),
};
export const Listing = z
  .strictObject({
    id: Id,
    providerId: Id,
    provider: z.string(),
    category: Category,
    title: z.string(),
    description: z.string(),
    priceFrom: Money,
    priceTo: Money,
    unit: PriceUnit,
    buildingIds: z.array(Id),
    warrantyDays: z.int(),
    freeCancelHours: z.int(),
    lateCancelPercent: z.int(),
    state: z.enum(['active', 'paused']),
    version: z.int(),
  })
  .meta({ id: 'ServiceListing' });

export const AvailabilityWindow = z
  .strictObject({
    id: Id,
    providerId: Id,
    kind: z.enum(['open', 'closed']),
    weekday: z.int().min(1).max(7).nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    firstDay: Day.nullable(),
    lastDay: Day.nullable(),
  })
  .meta({ id: 'AvailabilityWindow' });

export const Span = z.strictObject({ startsAt: Timestamp, endsAt: Timestamp }).meta({ id: 'TimeSpan' });

export const Slot = z
  .strictObject({ start: z.string(), end: z.string(), startsAt: Timestamp, endsAt: Timestamp })
  .meta({ id: 'QuoteSlot' });

export const QuoteState = z
  .enum(['open', 'accepted', 'declined', 'withdrawn', 'expired', 'lost'])
  .meta({ id: 'ServiceQuoteState' });

export const Quote = z
  .strictObject({
    id: Id,
    requestId: Id,
    providerId: Id,
    provider: z.string(),
    state: QuoteState,
    lines: z.array(
      z.strictObject({ text: z.string(), quantity: z.int(), unitPrice: Money, amount: Money, taxRatePpm: z.int() }),
    ),
    total: Money,
    tax: Money,
    note: z.string(),
    slots: z.array(Slot).describe('Times the provider proposes'),
    warrantyDays: z.int(),
    freeCancelHours: z.int(),
    lateCancelPercent: z.int(),
    validUntil: Timestamp,
    createdAt: Timestamp,
    version: z.int(),
  })
  .meta({ id: 'ServiceQuote' });

export const RequestState = z
  .enum(['open', 'accepted', 'booked', 'cancelled', 'expired'])
  .meta({ id: 'QuoteRequestState' });

export const QuoteRequest = z
  .strictObject({
    id: Id,
    buildingId: Id,
    unitId: Id,
    ticketId: Id.nullable(),
    userId: Id.nullable(),
    category: Category,
    title: z.string(),
    description: z.string(),
    building: z.string(),
    /** Null for a provider before there is a job. */
    unit: z.string().nullable(),
    zone: z.string(),
    state: RequestState,
    fileIds: z.array(Id),
    expiresAt: Timestamp,
    createdAt: Timestamp,
    version: z.int(),
  })
  .meta({ id: 'QuoteRequest' });

export const LinkedFile = z
  .strictObject({
    fileId: Id,
    mime: z.string(),
    /** Null while the files cannot be reached. */
    url: z.string().nullable(),
    thumbnailUrl: z.string().nullable(),
  })
  .meta({ id: 'MarketplaceFile' });

export const JobState = z
  .enum([
    'accepted',
    'authorising',
    'awaiting_payment',
    'payment_unknown',
    'capturing',
    'booked',
    'done',
    'disputed',
    'settling',
    'completed',
    'cancelling',
    'cancelled',
    'voiding',
    'lapsed',
  ])
  .meta({
    id: 'JobState',
    description:
      '`accepted`: to be paid. `booked`: paid, the money is in escrow. `lapsed`: given up before it was paid. The others ' +
      'are in generated/jobs.md.',
  });

export const CancelReason = z.enum([
  'by_resident',
  'by_provider',
  'by_manager',
  'moved_out',
  'account_deleted',
  'not_paid',
  'payment_failed',
]);
export type CancelReason = z.output<typeof CancelReason>;

export const Decision = z.enum(['release', 'refund', 'split', 'taken_back']).meta({ id: 'DisputeDecision' });

export const Job = z
  .strictObject({
    id: Id,
    quoteId: Id,
    requestId: Id,
    providerId: Id,
    provider: z.string(),
    buildingId: Id,
    unitId: Id,
    userId: Id.nullable(),
    ticketId: Id.nullable(),
    category: Category,
    title: z.string(),
    building: z.string(),
    unit: z.string().nullable(),
    state: JobState,
    zone: z.string(),
    start: z.string(),
    end: z.string(),
    startsAt: Timestamp,
    endsAt: Timestamp,
    total: Money,
    tax: Money,
    payBy: Timestamp.nullable(),
    payment: z.strictObject({ paymentId: Id, state: z.string().nullable(), actionUrl: z.string().nullable() }),
    /** Once it is decided: what goes back, and what the provider has of the rest. */
    settlement: z
      .strictObject({
        refund: Money,
        commission: Money.nullable(),
        earned: Money.nullable(),
        at: Timestamp.nullable(),
        paidElsewhere: z.boolean().describe('The provider has paid back by other means what goes back'),
        failedAt: Timestamp.nullable().describe('Since when the refund is refused for good'),
        failure: z.string().nullable(),
      })
      .nullable(),
    cancelReason: CancelReason.nullable(),
    dispute: z
      .strictObject({
        text: z.string(),
        openedAt: Timestamp,
        decision: Decision.nullable(),
        note: z.string().nullable(),
      })
      .nullable(),
    /** Opens the house in the booked time and at no other; null before it is paid and after it is over. */
    visitorPass: z.string().nullable(),
    warrantyUntil: Timestamp.nullable(),
    verified: z.boolean(),
    acceptedAt: Timestamp,
    bookedAt: Timestamp.nullable(),
    doneAt: Timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'ServiceJob' });

export const WarrantyClaim = z
  .strictObject({
    id: Id,
    jobId: Id,
    text: z.string(),
    answer: z.string(),
    state: z.enum(['open', 'scheduled', 'resolved', 'withdrawn']),
    visit: z.strictObject({ start: z.string(), end: z.string(), startsAt: Timestamp, endsAt: Timestamp }).nullable(),
    visitorPass: z.string().nullable(),
    fileIds: z.array(Id),
    createdAt: Timestamp,
    closedAt: Timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'WarrantyClaim' });

export const versionInput = { expectedVersion: z.int().min(0).optional() };
export const adminOfPlatform = { role: 'admin', of: 'platform' } as const;
export const managerOfBuilding = { role: 'manager', of: { building: 'buildingId' } } as const;
