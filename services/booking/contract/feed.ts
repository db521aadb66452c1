// One's bookings in one's own calendar.

import { z } from 'zod';
import { endpoint, File } from '#kernel/contract';

export const createCalendarFeed = endpoint({
  method: 'POST',
  path: '/v1/me/booking-calendar',
  summary: 'The secret address of my bookings for a calendar (RFC 5545); an earlier one ends',
  access: 'user',
  audit: [],
  limit: { per: 'user', capacity: 10, perMinute: 2 },
  input: z.strictObject({}),
  output: z.strictObject({ url: z.string() }),
});

export const removeCalendarFeed = endpoint({
  method: 'POST',
  path: '/v1/me/booking-calendar/removal',
  summary: 'End the address of my calendar',
  access: 'user',
  audit: [],
  input: z.strictObject({}),
  output: z.strictObject({ removed: z.boolean() }),
});

export const getCalendarFeed = endpoint({
  method: 'GET',
  path: '/v1/booking-calendars/:feedToken',
  summary: 'Somebody’s bookings as a calendar, by its secret address',
  access: 'public',
  limit: { per: 'ip', capacity: 60, perMinute: 30 },
  input: z.strictObject({ feedToken: z.string().regex(/^[\w-]{43}$/) }),
  output: File,
  errors: ['not_found'],
});
