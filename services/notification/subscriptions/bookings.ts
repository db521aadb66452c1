// What happens to bookings, to those who booked; what waits for a decision, to those who decide.

import type { Tx } from '#kernel/sql/database';
import {
  bookingCancelled,
  bookingCreated,
  bookingDeclined,
  bookingOffered,
  bookingRefundFailed,
  bookingReminderDue,
  bookingRequested,
} from '#services/booking/events';
import { type NotificationCtx, notificationService } from '../definition.ts';
import { enqueue } from '../delivery/enqueue.ts';
import type { Variables } from '../delivery/rows.ts';
import type { TypeName } from '../domain/types.ts';
import { managersOf } from '../queries.ts';

interface About {
  bookingId: string;
  userId: string | null;
  resource: string;
  startsAt: string;
}

/** Notes a notice for whoever booked. It is named by the booking, of which each kind is told once. */
async function tell(
  ctx: NotificationCtx,
  tx: Tx,
  { bookingId, userId, resource, startsAt }: About,
  type: TypeName,
  more: Variables = {},
): Promise<void> {
  const userIds = userId === null ? [] : [userId];
  await enqueue(ctx, tx, { type, key: bookingId, userIds, variables: { bookingId, resource, startsAt, ...more } });
}

/** The amount, or null where there is none. */
const some = (money: { amount: string; currency: string }) => (money.amount === '0' ? null : money);

export const onBookingCreated = notificationService.on(bookingCreated, (ctx, data, tx) => {
  const { fee, deposit, approved } = data;
  const paid = some({ amount: String(BigInt(fee.amount) + BigInt(deposit.amount)), currency: fee.currency });
  return tell(ctx, tx, data, 'booking.created', { approved, paid });
});

/** Whose account is gone is not told. */
export const onBookingCancelled = notificationService.on(bookingCancelled, async (ctx, data, tx) => {
  const { reason, refund } = data;
  if (reason === 'account_deleted') return;
  await tell(ctx, tx, data, 'booking.cancelled', { reason, refund: some(refund) });
});

export const onBookingDeclined = notificationService.on(bookingDeclined, (ctx, data, tx) =>
  tell(ctx, tx, data, 'booking.declined'),
);

export const onBookingRequested = notificationService.on(bookingRequested, async (ctx, data, tx) => {
  const { bookingId, buildingId, resource, startsAt } = data;
  await enqueue(ctx, tx, {
    type: 'booking.requested',
    key: bookingId,
    userIds: await managersOf(tx, buildingId),
    variables: { bookingId, resource, startsAt },
  });
});

/** Once for each refund, also where it was asked for again and failed again. */
export const onRefundFailed = notificationService.on(bookingRefundFailed, async (ctx, data, tx) => {
  const { bookingId, buildingId, resource, startsAt, refundId, amount } = data;
  await enqueue(ctx, tx, {
    type: 'booking.refund_failed',
    key: refundId,
    userIds: await managersOf(tx, buildingId),
    variables: { bookingId, resource, startsAt, amount },
  });
});

export const onBookingOffered = notificationService.on(bookingOffered, (ctx, data, tx) =>
  tell(ctx, tx, data, 'booking.offered', { expiresAt: data.expiresAt }),
);

export const onReminderDue = notificationService.on(bookingReminderDue, (ctx, data, tx) =>
  tell(ctx, tx, data, 'booking.reminder'),
);
