// Waiting for what is taken.

import { z } from 'zod';
import { endpoint, Id, Nothing, pageInput, pageOf, Timestamp } from '#kernel/contract';
import { wishFields } from './bookings.ts';
import { Booking, usersOfRow } from './wire.ts';

const WaitlistEntry = z
  .strictObject({
    id: Id,
    resourceId: Id,
    start: z.string(),
    end: z.string(),
    state: z
      .enum(['waiting', 'offered', 'taken', 'passed', 'left', 'over'])
      .describe('`passed`: an offer was not taken in time. `over`: its time came, and nothing became free'),
    bookingId: Id.nullable().describe('What is offered'),
    createdAt: Timestamp,
  })
  .meta({ id: 'WaitlistEntry' });

export const joinWaitlist = endpoint({
  method: 'POST',
  path: '/v1/resources/:resourceId/waitlist',
  summary: 'Wait for a time that is taken; it is offered for half an hour when it becomes free',
  access: usersOfRow,
  idempotent: true,
  creates: true,
  input: z.strictObject({ resourceId: Id, ...wishFields }),
  output: WaitlistEntry,
  errors: ['not_found', 'already_exists', 'failed_precondition', 'invalid_argument'],
});

export const leaveWaitlist = endpoint({
  method: 'DELETE',
  path: '/v1/waitlist/:waitlistId',
  summary: 'Wait no longer; an offer goes to the next',
  access: 'row',
  input: z.strictObject({ waitlistId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const listMyWaitlist = endpoint({
  method: 'GET',
  path: '/v1/me/waitlist',
  summary: 'What I wait for, newest first',
  access: 'user',
  input: z.strictObject(pageInput),
  output: pageOf(WaitlistEntry),
  errors: ['invalid_cursor'],
});

export const acceptOffer = endpoint({
  method: 'POST',
  path: '/v1/bookings/:bookingId/acceptance',
  summary: 'Take what is offered: it is then as if one had just booked it',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ bookingId: Id }),
  output: Booking,
  errors: ['not_found', 'failed_precondition'],
});
