import { z } from 'zod';
import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { bookingService } from '../../definition.ts';
import { cardRow, toBooking } from '../../queries/bookings.ts';

export const listMyBookings = bookingService.operation('listMyBookings', async (ctx, input, call) => {
  const { limit, upcoming, state } = input;
  const after = afterCursor(input.cursor, [Timestamp, Id] as const);
  // Whoever left a building sees nothing of it any more.
  const homes = (call.user?.grants ?? [])
    .filter(({ role }) => role === 'resident' || role === 'manager')
    .map(({ scope }) => scope.replace('building:', ''))
    .filter(scope => z.uuid().safeParse(scope).success);
  const everywhere = call.user?.grants.some(({ scope }) => scope === 'platform') ?? true;
  const rows = await ctx.db.many(cardRow)`
    select ${cardRow} from booking_cards b
    where b.user_id = ${call.userId} and (${everywhere} or b.building_id = any(${homes}::uuid[]))
      ${upcoming ? sql`and b.ends_at > ${ctx.now()}` : nothing} ${state ? sql`and b.state = ${state}` : nothing}
      ${after ? sql`and (b.starts_at, b.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by b.starts_at desc, b.id desc limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.starts_at, row.id], toBooking);
});
