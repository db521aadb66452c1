import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { bookingService } from '../../definition.ts';
import { cardRow, toBooking } from '../../queries/bookings.ts';

export const listBookings = bookingService.operation('listBookings', async (ctx, input) => {
  const { buildingId, limit, resourceId, state } = input;
  const after = afterCursor(input.cursor, [Timestamp, Id] as const);
  const rows = await ctx.db.many(cardRow)`
    select ${cardRow} from booking_cards b
    where b.building_id = ${buildingId} ${resourceId ? sql`and b.resource_id = ${resourceId}` : nothing}
      ${state ? sql`and b.state = ${state}` : nothing}
      ${after ? sql`and (b.starts_at, b.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by b.starts_at desc, b.id desc limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.starts_at, row.id], toBooking);
});
