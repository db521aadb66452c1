import { fail } from '#kernel/errors';
import { cancel, isRunning } from '../../book/cancel.ts';
import { bookingService } from '../../definition.ts';
import { bookingOf, isMine, lockCard, requireCard } from '../../queries/bookings.ts';

export const cancelBooking = bookingService.operation('cancelBooking', async (ctx, { bookingId, note }, call) =>
  ctx.db.transaction(async tx => {
    const card = requireCard(call, await lockCard(tx, bookingId));
    const mine = isMine(call, card);
    if (!isRunning(card) || card.state === 'checked_in')
      fail('failed_precondition', `It is ${card.state} and cannot be cancelled.`, { reason: 'not_running' });
    if (mine && card.starts_at <= ctx.now()) fail('failed_precondition', 'It has begun already.', { reason: 'begun' });
    if (card.hold_bookings! > 1 && card.hold_state !== 'confirmed')
      fail(
        'failed_precondition',
        'It is one of a series that is not paid yet: pay for it first, or give up all of it.',
        {
          reason: 'series_unpaid',
        },
      );
    const by = call.user?.userId ?? null;
    const over = await cancel(ctx, tx, card, { by, reason: mine ? 'by_resident' : 'by_manager', note });
    if (!over) fail('conflict', 'It is being paid this very moment; ask again in a moment.', { reason: 'being_paid' });
    return bookingOf(tx, bookingId);
  }),
);
