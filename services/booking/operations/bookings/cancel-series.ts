import { col } from '#kernel/sql/columns';
import { cancelAll } from '../../book/cancel-many.ts';
import { bookingService } from '../../definition.ts';
import { isManager, isMine } from '../../queries/bookings.ts';

export const cancelSeries = bookingService.operation('cancelSeries', async (ctx, { seriesId }, call) =>
  ctx.db.transaction(async tx => {
    const series = await tx.maybe({ building_id: col.uuid, user_id: col.uuid.orNull })`
      select building_id, user_id from booking_series where id = ${seriesId}`;
    const mine = series !== null && isMine(call, series);
    call.require(mine || (series !== null && isManager(call, series)), 'There is no such series.');
    const left = await tx.many({ id: col.uuid })`
      select id from reservations
      where series_id = ${seriesId} and starts_at > ${ctx.now()} and state in ('held', 'pending', 'confirmed')`;
    const by = call.user?.userId ?? null;
    const reason = mine ? 'by_resident' : 'by_manager';
    return { seriesId, cancelled: await cancelAll(ctx, tx, left, { by, reason, together: true }) };
  }),
);
