import { fail } from '#kernel/errors';
import { tellCreated } from '../../book/book.ts';
import { endAs } from '../../book/cancel.ts';
import { freeSlot } from '../../book/claim.ts';
import { bookingService } from '../../definition.ts';
import { takes } from '../../domain/hold.ts';
import { bookingDeclined } from '../../events.ts';
import { moveHold } from '../../hold/move.ts';
import { bookingOf, eventAbout, isManager, lockCard, lockUnit } from '../../queries/bookings.ts';

export const decideBooking = bookingService.operation(
  'decideBooking',
  async (ctx, { bookingId, approve, note }, call) =>
    ctx.db.transaction(async tx => {
      const found = await lockCard(tx, bookingId);
      call.require(found !== null && isManager(call, found), 'There is no such booking.');
      const card = found!;
      const waits = card.hold_state === null || takes(card.hold_state, 'approved');
      if (card.state !== 'pending' || !waits)
        fail('failed_precondition', `It does not wait for a decision: it is ${card.state}.`, { reason: 'not_pending' });
      const by = call.user?.userId ?? null;
      if (card.hold_state !== null) await moveHold(ctx, tx, card, approve ? 'approved' : 'refused');
      // What is paid together is decided together.
      const cards = card.hold_id === null ? [card] : await lockUnit(tx, card.hold_id);
      await tx.run`
        update reservations set decided_by = ${by}, expires_at = null, version = version + 1,
                                note = case ${note} when '' then note else ${note} end
        where id = any(${cards.map(({ id }) => id)}::uuid[])`;
      if (!approve)
        for (const each of cards) {
          await endAs(tx, each, 'declined');
          await freeSlot(ctx, tx, each);
          await ctx.publish(tx, bookingDeclined, eventAbout(each));
        }
      else if (card.hold_state === null) {
        // With money it is confirmed once that is there.
        await tx.run`update reservations set state = 'confirmed', confirmed_at = ${ctx.now()} where id = ${bookingId}`;
        await tellCreated(ctx, tx, card, true);
      }
      return bookingOf(tx, bookingId);
    }),
);
