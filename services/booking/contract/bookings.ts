// Booking, paying, coming, and giving up.

import { z } from 'zod';
import { endpoint, Id, Money, pageInput, pageOf, prose, Timestamp } from '#kernel/contract';
import { PaymentMethod } from '#services/payment/contract';
import { Booking, BookingState, Day, managerOfBuilding, managerOfRow, usersOfRow, WallTime } from './wire.ts';

const bookingInput = { bookingId: Id };
export const wishFields = {
  start: WallTime,
  end: WallTime,
  unitId: Id.optional().describe('For which home, where somebody has several'),
  acceptedTerms: z.int().optional().describe('The version of the terms that were accepted'),
};
const refusals = ['not_found', 'conflict', 'failed_precondition', 'invalid_argument'] as const;

export const reserve = endpoint({
  method: 'POST',
  path: '/v1/resources/:resourceId/bookings',
  summary: 'Book a time',
  description:
    'What costs nothing is confirmed at once, or waits for a manager. What costs something is held for three minutes and ' +
    'confirmed when it is paid. `conflict` with `slot_taken` where somebody else was faster.',
  access: usersOfRow,
  idempotent: true,
  creates: true,
  deadlineMs: 30_000,
  input: z.strictObject({ resourceId: Id, ...wishFields, note: prose(500, 0).default('') }),
  output: Booking,
  errors: refusals,
});

const seriesTime = {
  start: z.string(),
  end: z.string(),
  reason: z.string().nullable().describe('Why this one cannot be had, e.g. `slot_taken`'),
  fee: Money.nullable(),
  deposit: Money.nullable(),
};
const SeriesCost = z.strictObject({ fee: Money, deposit: Money, total: Money }).meta({ id: 'SeriesCost' });
const SeriesOutcome = z.strictObject({ ...seriesTime, bookingId: Id.nullable() }).meta({ id: 'SeriesOutcome' });
const SeriesTime = z.strictObject(seriesTime).meta({ id: 'SeriesTime' });
const seriesFields = {
  resourceId: Id,
  ...wishFields,
  rrule: z.string().max(300).describe('RFC 5545, by days, weeks or months'),
  times: z.int().min(2).max(60),
};

export const quoteSeries = endpoint({
  method: 'POST',
  path: '/v1/resources/:resourceId/series-quotes',
  summary: 'What a series would cost, and which of its times cannot be had; nothing is booked',
  access: usersOfRow,
  deadlineMs: 30_000,
  limit: { per: 'user', capacity: 10, perMinute: 20 },
  input: z.strictObject(seriesFields),
  output: z.strictObject({ items: z.array(SeriesTime), cost: SeriesCost }).meta({ id: 'BookingSeriesQuote' }),
  errors: refusals,
});

export const reserveSeries = endpoint({
  method: 'POST',
  path: '/v1/resources/:resourceId/series',
  summary: 'Book the same time again and again',
  description:
    'Each time is booked by itself, at the same time of the wall clock; what cannot be had is said time by time. With ' +
    '`allOrNothing` a single one that cannot be had refuses all. What costs something is held for three minutes and paid ' +
    'at once, by any of its bookings: all of it is confirmed, or none.',
  access: usersOfRow,
  idempotent: true,
  creates: true,
  deadlineMs: 30_000,
  input: z.strictObject({
    ...seriesFields,
    allOrNothing: z.boolean().default(false),
    note: prose(500, 0).default(''),
  }),
  output: z
    .strictObject({
      seriesId: Id,
      items: z.array(SeriesOutcome),
      cost: SeriesCost,
      expiresAt: Timestamp.nullable().describe('Until when it is held, where it costs something'),
    })
    .meta({ id: 'BookingSeries' }),
  errors: refusals,
});

export const payBooking = endpoint({
  method: 'POST',
  path: '/v1/bookings/:bookingId/payment',
  summary: 'Pay for what is held',
  description:
    'Slot and money are one thing: both come about or neither. With `redirect` the payer goes to `payment.actionUrl`. A ' +
    'declined payment leaves the slot held for as long as it was; try another.',
  access: 'row',
  idempotent: 'handled',
  deadlineMs: 30_000,
  input: z.strictObject({ ...bookingInput, method: PaymentMethod }),
  output: Booking,
  errors: ['not_found', 'failed_precondition', 'conflict', 'unavailable'],
});

export const getBooking = endpoint({
  method: 'GET',
  path: '/v1/bookings/:bookingId',
  summary: 'One booking',
  access: 'row',
  input: z.strictObject(bookingInput),
  output: Booking,
  errors: ['not_found'],
});

export const listMyBookings = endpoint({
  method: 'GET',
  path: '/v1/me/bookings',
  summary: 'What I booked, the latest first',
  access: 'user',
  input: z.strictObject({ ...pageInput, upcoming: z.boolean().default(false), state: BookingState.optional() }),
  output: pageOf(Booking),
  errors: ['invalid_cursor'],
});

export const listBookings = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/bookings',
  summary: 'The bookings of a building, the latest first',
  access: managerOfBuilding,
  input: z.strictObject({
    buildingId: Id,
    ...pageInput,
    resourceId: Id.optional(),
    state: BookingState.optional(),
    firstDay: Day.optional().describe('Those that start on this day of the wall calendar, or later'),
    lastDay: Day.optional(),
  }),
  output: pageOf(Booking),
  errors: ['invalid_cursor'],
});

export const cancelBooking = endpoint({
  method: 'POST',
  path: '/v1/bookings/:bookingId/cancellation',
  summary: 'Give a booking up; what comes back follows from the rules of the resource',
  description: 'A manager who cancels gives everything back.',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ ...bookingInput, note: prose(500, 0).default('') }),
  output: Booking,
  errors: ['not_found', 'failed_precondition', 'conflict'],
});

export const cancelSeries = endpoint({
  method: 'POST',
  path: '/v1/booking-series/:seriesId/cancellation',
  summary: 'Give up all of a series that is still to come',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ seriesId: Id }),
  output: z.strictObject({ seriesId: Id, cancelled: z.int() }),
  errors: ['not_found'],
});

export const decideBooking = endpoint({
  method: 'POST',
  path: '/v1/bookings/:bookingId/decision',
  summary: 'Approve or decline what waits for it; money that is held is taken or let go with it',
  access: managerOfRow,
  audit: ['bookingId', 'approve'],
  input: z.strictObject({ ...bookingInput, approve: z.boolean(), note: prose(500, 0).default('') }),
  output: Booking,
  errors: ['not_found', 'failed_precondition', 'conflict'],
});

export const checkIn = endpoint({
  method: 'POST',
  path: '/v1/bookings/:bookingId/check-in',
  summary: 'Say that one is there, by the code at the door; a manager needs none',
  access: 'row',
  idempotent: true,
  limit: { per: { input: 'bookingId' }, capacity: 10, perMinute: 5 },
  input: z.strictObject({
    ...bookingInput,
    code: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  }),
  output: Booking,
  errors: ['not_found', 'failed_precondition', 'rate_limited'],
});

export const keepDeposit = endpoint({
  method: 'POST',
  path: '/v1/bookings/:bookingId/kept-deposit',
  summary: 'Keep a part of the deposit, for damage; the rest goes back a day after the end',
  access: managerOfRow,
  audit: ['bookingId', 'amount', 'reason'],
  input: z.strictObject({
    ...bookingInput,
    amount: z.string().regex(/^\d{1,9}$/),
    reason: prose(500),
  }),
  output: Booking,
  errors: ['not_found', 'failed_precondition'],
});
