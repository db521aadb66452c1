import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { type Instant, minus, plus } from '#kernel/time';
import { bookingService } from '../../definition.ts';
import { cardRow, toBooking } from '../../queries/bookings.ts';

// The index goes by instants: a day of any zone begins and ends within a day of that of UTC.
const startOf = (day: string): Instant => `${day}T00:00:00.000Z`;
const zonesReach = '1d';
/** After every time of a day of the wall. */
const endOf = (day: string): string => `${day}T24`;

export const listBookings = bookingService.operation('listBookings', async (ctx, input) => {
  const { buildingId, limit, resourceId, state, firstDay, lastDay } = input;
  const after = afterCursor(input.cursor, [Timestamp, Id] as const);
  const rows = await ctx.db.many(cardRow)`
    select ${cardRow} from booking_cards b
    where b.building_id = ${buildingId} ${resourceId ? sql`and b.resource_id = ${resourceId}` : nothing}
      ${state ? sql`and b.state = ${state}` : nothing}
      ${firstDay ? sql`and b.wall_start >= ${firstDay} and b.starts_at > ${minus(startOf(firstDay), zonesReach)}` : nothing}
      ${lastDay ? sql`and b.wall_start < ${endOf(lastDay)} and b.starts_at < ${plus(startOf(lastDay), '2d')}` : nothing}
      ${after ? sql`and (b.starts_at, b.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by b.starts_at desc, b.id desc limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.starts_at, row.id], toBooking);
});
