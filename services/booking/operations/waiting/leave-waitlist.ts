import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { cancel, isRunning } from '../../book/cancel.ts';
import { bookingService } from '../../definition.ts';
import { isMine, lockCard } from '../../queries/bookings.ts';

export const leaveWaitlist = bookingService.operation('leaveWaitlist', async (ctx, { waitlistId }, call) =>
  ctx.db.transaction(async tx => {
    const found = await tx.maybe({
      user_id: col.uuid,
      building_id: col.uuid,
      state: col.text,
      reservation_id: col.uuid.orNull,
    })`
      select user_id, building_id, state, reservation_id from waitlist where id = ${waitlistId} for update`;
    call.require(found !== null && isMine(call, found), 'You do not wait for that.');
    const { state, reservation_id } = found!;
    if (state !== 'waiting' && state !== 'offered')
      fail('failed_precondition', 'You do not wait for it any more.', { reason: 'not_waiting' });
    await tx.run`update waitlist set state = 'left', due_at = null where id = ${waitlistId}`;
    const card = reservation_id === null ? null : await lockCard(tx, reservation_id);
    if (card && isRunning(card)) await cancel(ctx, tx, card, { by: call.userId, reason: 'by_resident' });
  }),
);
