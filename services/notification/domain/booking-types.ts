// The kinds of notification bookings have.

import type { TypeRule } from './types.ts';

const id = '01920000-0000-7000-8000-000000000001';
const booking = { bookingId: id, resource: 'Party hall', startsAt: '2026-03-07T17:00:00.000Z' };
const euros = { amount: '20000', currency: 'EUR' };

const link = '/bookings/{bookingId}';
const quietly = { in_app: true, email: true, push: true } as const;
const loudly = { in_app: true, email: true, push: true, sms: false } as const;

export const bookingTypes = {
  'booking.created': { channels: quietly, link, sample: { ...booking, approved: true, paid: euros } },
  'booking.cancelled': { channels: quietly, link, sample: { ...booking, reason: 'out_of_order', refund: euros } },
  'booking.refunded': { channels: quietly, link, sample: { bookingId: id, amount: euros } },
  'booking.declined': { channels: quietly, link, sample: booking },
  'booking.requested': { channels: quietly, digestible: true, link, sample: booking },
  'booking.refund_failed': { channels: loudly, link, sample: { ...booking, amount: euros } },
  'booking.offered': { channels: loudly, link, sample: { ...booking, expiresAt: '2026-03-03T09:30:00.000Z' } },
  'booking.reminder': { channels: quietly, link, sample: booking },
} as const satisfies Record<string, TypeRule>;
