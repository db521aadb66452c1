// A refund that was refused for good goes on by a manager's word alone.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import type { MarketplaceCtx } from '../definition.ts';
import { jobOf, lockCard } from '../queries/jobs.ts';
import { record } from './record.ts';

/** Takes up the settlement of a job whose refund failed: asks for it once more, or goes on without it. */
export const takeUpRefund = (
  ctx: MarketplaceCtx,
  call: Call,
  jobId: string,
  { elsewhere, note }: { elsewhere: boolean; note: string },
) =>
  ctx.db.transaction(async tx => {
    const card = await lockCard(tx, jobId);
    call.require(card !== null && call.can('manager', { building: card.building_id }), 'There is no such job.');
    if (card!.refund_failed_at === null)
      fail('failed_precondition', 'The refund of this job has not failed.', { reason: 'not_failed' });
    // A provider's own resident may manage the building: nobody decides on their own money.
    if (card!.user_id === call.user?.userId || card!.owner_id === call.user?.userId)
      fail('failed_precondition', 'Let another manager decide on your own job.', { reason: 'own_job' });
    await tx.run`
      update job_bookings set refund_refusals = 0, refund_failed_at = null, refunded_elsewhere = ${elsewhere},
                              version = version + 1, attempts = 0, due_at = ${ctx.now()}
      where id = ${jobId}`;
    const what = elsewhere ? 'refund_paid_elsewhere' : 'refund_retried';
    await record(ctx, tx, jobId, { by: call.user?.userId ?? null, what, note });
    tx.afterCommit(() => ctx.wake('jobs'));
    return jobOf(tx, jobId);
  });
