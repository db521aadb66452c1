import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { minus } from '#kernel/time';
import { bookingService } from '../../definition.ts';
import { bookingCheckedIn } from '../../events.ts';
import { bookingOf, eventAbout, isManager, lockCard, requireCard } from '../../queries/bookings.ts';

/** Whoever comes early may come in. */
const earliest = '15m';

export const checkIn = bookingService.operation('checkIn', async (ctx, { bookingId, code }, call) =>
  ctx.db.transaction(async tx => {
    const card = requireCard(call, await lockCard(tx, bookingId));
    const { check_in_code } = await tx.one({ check_in_code: col.text })`
      select check_in_code from resources where id = ${card.resource_id}`;
    if (!isManager(call, card) && code !== check_in_code)
      fail('failed_precondition', 'This is not the code at the door.', { reason: 'wrong_code' });
    if (card.state !== 'confirmed')
      fail('failed_precondition', `It is ${card.state}: there is nothing to check in to.`, { reason: 'not_confirmed' });
    if (ctx.now() < minus(card.starts_at, earliest))
      fail('failed_precondition', 'Come back a quarter of an hour before the start.', { reason: 'too_early' });
    await tx.run`
      insert into check_ins (id, reservation_id, by_user, by_code, at)
      values (${ctx.id()}, ${bookingId}, ${call.user?.userId ?? null}, ${code === check_in_code}, ${ctx.now()})`;
    await tx.run`update reservations set state = 'checked_in', version = version + 1 where id = ${bookingId}`;
    await ctx.publish(tx, bookingCheckedIn, eventAbout(card));
    return bookingOf(tx, bookingId);
  }),
);
