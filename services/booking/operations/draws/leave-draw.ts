import { fail } from '#kernel/errors';
import { bookingService } from '../../definition.ts';
import { seeDraw } from '../../queries/draws.ts';

export const leaveDraw = bookingService.operation('leaveDraw', async (ctx, { drawId }, call) => {
  await seeDraw(ctx.db, call, drawId);
  await ctx.db.transaction(async tx => {
    const open = await tx.run`
      select from draws where id = ${drawId} and state = ${'open'} and closes_at > ${ctx.now()} for share`;
    if (open === 0) fail('failed_precondition', 'This draw is closed.', { reason: 'draw_closed' });
    await tx.run`delete from draw_entries where draw_id = ${drawId} and user_id = ${call.userId}`;
  });
});
