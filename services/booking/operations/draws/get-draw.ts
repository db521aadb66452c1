import { col } from '#kernel/sql/columns';
import { bookingService } from '../../definition.ts';
import { seeDraw, toDraw } from '../../queries/draws.ts';

const entryRow = {
  id: col.uuid,
  user_id: col.uuid.orNull,
  rank: col.int.orNull,
  wishes: col.json<{ start: string; end: string }[]>(),
  wall_start: col.text.orNull,
  wall_end: col.text.orNull,
};

export const getDraw = bookingService.operation('getDraw', async (ctx, { drawId }, call) => {
  const draw = await seeDraw(ctx.db, call, drawId);
  const entries = await ctx.db.many(entryRow)`
    select e.id, e.user_id, e.rank, e.wishes, b.wall_start, b.wall_end
    from draw_entries e left join reservations b on b.id = e.reservation_id
    where e.draw_id = ${drawId} order by e.rank, e.id`;
  const all = call.can('manager', { building: draw.building_id });
  return {
    ...toDraw(ctx, draw),
    entries: entries.map(({ id, user_id, rank, wishes, wall_start, wall_end }) => ({
      entryId: id,
      userId: all || user_id === call.user?.userId ? user_id : null,
      rank,
      wishes: user_id === call.user?.userId ? wishes : null,
      given: wall_start === null ? null : { start: wall_start, end: wall_end! },
    })),
  };
});
