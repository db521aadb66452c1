import { fail } from '#kernel/errors';
import { beginOffered } from '../../book/book.ts';
import { bookingService } from '../../definition.ts';
import { bookingOf, isMine, lockCard } from '../../queries/bookings.ts';

export const acceptOffer = bookingService.operation('acceptOffer', async (ctx, { bookingId }, call) =>
  ctx.db.transaction(async tx => {
    const found = await lockCard(tx, bookingId);
    call.require(found !== null && isMine(call, found), 'There is no such booking.');
    const card = found!;
    if (card.state !== 'offered' || card.expires_at! <= ctx.now())
      fail('failed_precondition', 'This is not offered to you any more.', { reason: 'not_offered' });
    await beginOffered(ctx, tx, card);
    await tx.run`update waitlist set state = 'taken' where reservation_id = ${bookingId}`;
    return bookingOf(tx, bookingId);
  }),
);
