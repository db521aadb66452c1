import { bookingService } from '../../definition.ts';
import { findCard, requireCard, toBooking } from '../../queries/bookings.ts';

export const getBooking = bookingService.operation('getBooking', async (ctx, { bookingId }, call) =>
  toBooking(requireCard(call, await findCard(ctx.db, bookingId))),
);
