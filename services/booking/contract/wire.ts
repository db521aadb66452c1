// What others see of bookable things and of bookings.

import { z } from 'zod';
import { Id, line, Money, prose, Timestamp } from '#kernel/contract';

/** A calendar day of the wall. */
export const Day = z.iso
  .date()
  .refine(day => day >= '2000' && day < '2200', 'must be a day between 2000 and 2199')
  .describe('A day of the wall calendar, e.g. `2026-03-29`');

/** Whether a day is there: no 31st of February. */
function isOfCalendar(text: string): boolean {
  const ms = Date.parse(`${text}:00.000Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** A time of the clock on the wall, by quarters of an hour. */
export const WallTime = z
  .string()
  .regex(/^2[01]\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):(00|15|30|45)$/, 'is as 2026-03-29T18:00')
  .refine(isOfCalendar, 'must be a day of the calendar')
  .meta({ id: 'WallTime', description: 'A time of the clock on the wall there, e.g. `2026-03-29T18:00`' });

const clock = z.string().regex(/^(([01]\d|2[0-3]):(00|15|30|45)|24:00)$/, 'is as 08:00, by quarters of an hour');

export const ResourceKind = z.enum(['meeting_room', 'desk', 'gym', 'hall', 'other']).meta({ id: 'ResourceKind' });

const minutes = (max: number) => z.int().min(0).max(max);
const quarters = (max: number) => minutes(max).multipleOf(15);

const RefundStep = z.strictObject({
  hoursBefore: z.int().min(0).max(8_760),
  percent: z.int().min(0).max(100).describe('Of the fee; the deposit always comes back'),
});
const QuotaRule = z.strictObject({
  of: z.enum(['person', 'unit']),
  per: z.enum(['day', 'week', 'month']),
  max: z.int().min(1).max(1_000),
});
const NoShowRule = z.strictObject({
  graceMinutes: z.int().min(1).max(1_440).describe('After so long without a check-in the slot is free again'),
  max: z.int().min(1).max(100).describe('Whoever did not come so often in 30 days cannot book for the time'),
});

const name = line(120);
const zone = z.string().max(64).describe('An IANA zone, e.g. `Europe/Berlin`');
const amount = z
  .string()
  .regex(/^\d{1,9}$/)
  .describe('In minor units');

/** What a manager says of a resource, with what holds unless told. */
export const resourceFields = {
  name,
  kind: ResourceKind,
  description: prose(5_000, 0).default(''),
  capacity: z.int().min(1).max(500).default(1).describe('How many may have it at once'),
  zone,
  slotMinutes: z.int().min(15).max(1_440).multipleOf(15).default(60),
  maxSlots: z.int().min(1).max(96).default(4),
  bufferBeforeMinutes: quarters(1_440).default(0),
  bufferAfterMinutes: quarters(1_440).default(0),
  minNoticeMinutes: minutes(525_600).default(0),
  maxAheadDays: z.int().min(1).max(730).default(60),
  approval: z.boolean().default(false),
  fee: amount.default('0'),
  feePer: z.enum(['booking', 'slot']).default('booking'),
  deposit: amount.default('0'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('EUR'),
  terms: prose(20_000).nullable().default(null).describe('What whoever books has to accept'),
  refundSteps: z.array(RefundStep).max(10).default([]),
  quota: QuotaRule.nullable().default(null),
  noShow: NoShowRule.nullable().default(null),
};

/** The same for a change: what is left out stays. */
export const resourceChanges = {
  name: name.optional(),
  description: prose(5_000, 0).optional(),
  capacity: z.int().min(1).max(500).optional(),
  slotMinutes: z.int().min(15).max(1_440).multipleOf(15).optional(),
  maxSlots: z.int().min(1).max(96).optional(),
  bufferBeforeMinutes: quarters(1_440).optional(),
  bufferAfterMinutes: quarters(1_440).optional(),
  minNoticeMinutes: minutes(525_600).optional(),
  maxAheadDays: z.int().min(1).max(730).optional(),
  approval: z.boolean().optional(),
  fee: amount.optional(),
  feePer: z.enum(['booking', 'slot']).optional(),
  deposit: amount.optional(),
  terms: prose(20_000).nullable().optional(),
  refundSteps: z.array(RefundStep).max(10).optional(),
  quota: QuotaRule.nullable().optional(),
  noShow: NoShowRule.nullable().optional(),
  state: z.enum(['active', 'archived']).optional(),
};

export const Resource = z
  .strictObject({
    id: Id,
    buildingId: Id,
    name: z.string(),
    kind: ResourceKind,
    description: z.string(),
    capacity: z.int(),
    zone: z.string(),
    slotMinutes: z.int(),
    maxSlots: z.int(),
    bufferBeforeMinutes: z.int(),
    bufferAfterMinutes: z.int(),
    minNoticeMinutes: z.int(),
    maxAheadDays: z.int(),
    approval: z.boolean(),
    fee: Money,
    feePer: z.enum(['booking', 'slot']),
    deposit: Money,
    terms: z.string().nullable(),
    termsVersion: z.int(),
    refundSteps: z.array(RefundStep),
    quota: QuotaRule.nullable(),
    noShow: NoShowRule.nullable(),
    state: z.enum(['active', 'archived']),
    outOfOrder: z.boolean().describe('An incident keeps it from being used'),
    version: z.int(),
  })
  .meta({ id: 'Resource' });

export const ruleFields = {
  kind: z.enum(['open', 'closed']).default('open'),
  name: line(120, 0).default(''),
  rrule: z
    .string()
    .max(300)
    .nullable()
    .default(null)
    .describe('RFC 5545 by days, weeks, months or years; null: on the first day only'),
  firstDay: Day,
  lastDay: Day.nullable().default(null),
  from: clock.default('00:00'),
  to: clock.default('24:00').describe('Not after `from`: on the next day'),
};

export const AvailabilityRule = z
  .strictObject({
    id: Id,
    resourceId: Id,
    kind: z.enum(['open', 'closed']),
    name: z.string(),
    rrule: z.string().nullable(),
    firstDay: z.string(),
    lastDay: z.string().nullable(),
    from: z.string(),
    to: z.string(),
  })
  .meta({ id: 'AvailabilityRule' });

export const Slot = z
  .strictObject({
    start: z.string(),
    end: z.string(),
    startsAt: Timestamp,
    endsAt: Timestamp,
    free: z.int(),
    bookable: z.enum(['yes', 'taken', 'too_soon', 'too_far', 'in_draw', 'out_of_order']),
  })
  .meta({ id: 'Slot' });

/**
 * - `held`: for three minutes, until it is paid. `offered`: to somebody who waited for it. `pending`: a manager decides.
 * - `confirmed`, `checked_in`, `completed`, `no_show`: what becomes of it.
 * - `cancelled`, `declined`, `expired`: it is free again.
 */
export const BookingState = z
  .enum([
    'held',
    'offered',
    'pending',
    'confirmed',
    'checked_in',
    'completed',
    'no_show',
    'cancelled',
    'declined',
    'expired',
  ])
  .meta({ id: 'BookingState' });
export type BookingState = z.output<typeof BookingState>;

export const CancelReason = z
  .enum(['by_resident', 'by_manager', 'out_of_order', 'moved_out', 'account_deleted', 'payment_failed'])
  .meta({ id: 'BookingCancelReason' });
export type CancelReason = z.output<typeof CancelReason>;

export const Booking = z
  .strictObject({
    id: Id,
    resourceId: Id,
    resource: z.string(),
    buildingId: Id,
    userId: Id.nullable(),
    unitId: Id.nullable(),
    seriesId: Id.nullable(),
    zone: z.string(),
    start: z.string().describe('By the clock on the wall'),
    end: z.string(),
    startsAt: Timestamp,
    endsAt: Timestamp,
    state: BookingState,
    note: z.string(),
    fee: Money,
    deposit: Money,
    refunded: Money.describe('Given back or on its way'),
    kept: Money.describe('What a manager keeps of the deposit'),
    expiresAt: Timestamp.nullable(),
    payment: z
      .strictObject({
        paymentId: Id,
        amount: Money.describe('Of all that is paid with it, as with a series'),
        bookings: z.int().describe('How many bookings it pays for'),
        state: z.string().nullable(),
        actionUrl: z.string().nullable(),
      })
      .nullable(),
    cancellation: z
      .strictObject({ reason: CancelReason, note: z.string(), refundPercent: z.int(), at: Timestamp })
      .nullable(),
    checkedInAt: Timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Booking' });

export const versionInput = { expectedVersion: z.int().min(0).optional() };
export const managerOfBuilding = { role: 'manager', of: { building: 'buildingId' } } as const;
export const managerOfRow = { role: 'manager', of: 'row' } as const;
/** Who may book. */
export const usersOfRow = { role: ['resident', 'manager'], of: 'row' } as const;
