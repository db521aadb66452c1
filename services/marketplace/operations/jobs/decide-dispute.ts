import { fail } from '#kernel/errors';
import { marketplaceService } from '../../definition.ts';
import { requireTakes, settleWith } from '../../job/move.ts';
import { jobOf, lockCard } from '../../queries/jobs.ts';

export const decideDispute = marketplaceService.operation('decideDispute', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { jobId, decision, note } = input;
    const found = await lockCard(tx, jobId);
    const manages = found !== null && call.can('manager', { building: found.building_id });
    call.require(manages, 'There is no such job.');
    const card = found!;
    requireTakes(card, 'decided');
    if ((decision === 'split') !== (input.refund !== undefined))
      fail('invalid_argument', 'With `split`, and only then, say how much goes back.', { reason: 'bad_split' });
    // A provider's own resident may manage the building: nobody decides on their own money.
    if (card.user_id === call.user?.userId || card.owner_id === call.user?.userId)
      fail('failed_precondition', 'Let another manager decide on your own job.', { reason: 'own_job' });
    const refund = { release: 0n, refund: card.total, split: BigInt(input.refund ?? 0) }[decision];
    await tx.run`
      update disputes set decision = ${decision}, note = ${note}, decided_by = ${call.user?.userId ?? null},
                          decided_at = ${ctx.now()}
      where job_id = ${jobId}`;
    await settleWith(ctx, tx, card, 'decided', refund, { by: call.user?.userId ?? null, note });
    return jobOf(tx, jobId);
  }),
);
