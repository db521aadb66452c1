import { fail } from '#kernel/errors';
import { bookingService } from '../../definition.ts';
import { bookingOf, isManager, lockCard } from '../../queries/bookings.ts';

export const keepDeposit = bookingService.operation('keepDeposit', async (ctx, { bookingId, amount }, call) =>
  ctx.db.transaction(async tx => {
    const found = await lockCard(tx, bookingId);
    call.require(found !== null && isManager(call, found), 'There is no such booking.');
    const { state, closed_at, hold_state } = found!;
    const began = state === 'checked_in' || state === 'completed' || state === 'no_show';
    if (hold_state !== 'confirmed' || !began || closed_at !== null)
      fail('failed_precondition', 'There is no deposit to keep of it.', { reason: 'no_deposit' });
    await tx.run`update reservations set kept = ${amount}, version = version + 1 where id = ${bookingId}`;
    return bookingOf(tx, bookingId);
  }),
);
