import { marketplaceService } from '../../definition.ts';
import { settleWith } from '../../job/move.ts';
import { jobOf, lockCard, requireParty } from '../../queries/jobs.ts';

export const confirmJob = marketplaceService.operation('confirmJob', async (ctx, { jobId }, call) =>
  ctx.db.transaction(async tx => {
    const { card } = requireParty(call, await lockCard(tx, jobId), ['resident']);
    await settleWith(ctx, tx, card, 'confirmed', 0n, { by: call.userId });
    await tx.run`
      update disputes set decision = 'taken_back', decided_at = ${ctx.now()}, decided_by = ${call.userId}
      where job_id = ${jobId} and decision is null`;
    return jobOf(tx, jobId);
  }),
);
