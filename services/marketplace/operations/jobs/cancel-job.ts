import { fail } from '#kernel/errors';
import { marketplaceService } from '../../definition.ts';
import { cancel, isRunning, reasonOf } from '../../job/cancel.ts';
import { requireTakes } from '../../job/move.ts';
import { jobOf, lockCard, requireParty } from '../../queries/jobs.ts';

export const cancelJob = marketplaceService.operation('cancelJob', async (ctx, { jobId, note }, call) =>
  ctx.db.transaction(async tx => {
    const { card, party } = requireParty(call, await lockCard(tx, jobId));
    if (!isRunning(card)) requireTakes(card, 'cancelled');
    if (party === 'resident' && card.starts_at <= ctx.now())
      fail('failed_precondition', 'It has begun; if it is not done right, say so.', { reason: 'begun' });
    const over = await cancel(ctx, tx, card, { by: call.user?.userId ?? null, reason: reasonOf(party), note });
    if (!over) fail('conflict', 'It is being paid this very moment; ask again in a moment.', { reason: 'being_paid' });
    return jobOf(tx, jobId);
  }),
);
