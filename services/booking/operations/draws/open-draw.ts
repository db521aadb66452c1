import { fail } from '#kernel/errors';
import { bookingService } from '../../definition.ts';
import { dayMinutes, dayOf, instantOfWall } from '../../domain/wall.ts';
import { hash, seedPlace } from '../../draws/draw.ts';
import { drawRow, toDraw } from '../../queries/draws.ts';
import { findAsked, requireManager } from '../../queries/resources.ts';

export const openDraw = bookingService.operation('openDraw', async (ctx, input, call) => {
  const { resourceId, firstDay, lastDay, closesAt } = input;
  const buildingId = await requireManager(ctx.db, call, resourceId);
  if (lastDay < firstDay) fail('failed_precondition', 'The last day is not before the first.', { reason: 'no_days' });
  const { zone } = (await findAsked(ctx.db, resourceId))!;
  if (closesAt <= ctx.now() || closesAt >= instantOfWall(zone, dayOf(firstDay) * dayMinutes))
    fail('failed_precondition', 'It closes later than now and before the first of its days.', { reason: 'closes_at' });
  return ctx.db.transaction(async tx => {
    const id = ctx.id();
    const seed = ctx.random.hex(32);
    const made = await tx.one(drawRow)`
      insert into draws as d (id, resource_id, building_id, first_day, last_day, closes_at, seed_hash, seed, state, created_at)
      values (${id}, ${resourceId}, ${buildingId}, ${firstDay}, ${lastDay}, ${closesAt}, ${hash(seed)},
              ${ctx.cipher.seal(seed, seedPlace(id))}, 'open', ${ctx.now()})
      returning ${drawRow}`;
    return toDraw(ctx, made);
  });
});
