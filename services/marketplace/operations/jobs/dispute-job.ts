import { fail } from '#kernel/errors';
import { marketplaceService } from '../../definition.ts';
import { dispute } from '../../job/dispute.ts';
import { attach } from '../../job/record.ts';
import { withFiles } from '../../queries/files.ts';
import { findCard, jobOf, lockCard, requireParty } from '../../queries/jobs.ts';

/** A manager may as well: for somebody who has moved out, say. */
export const disputeJob = marketplaceService.operation('disputeJob', async (ctx, input, call) => {
  const { jobId, text, fileIds } = input;
  requireParty(call, await findCard(ctx.db, jobId), ['resident', 'manager']);
  return withFiles(ctx, call, 'disputeJob', fileIds, ({ files }) =>
    ctx.db.transaction(async tx => {
      const card = (await lockCard(tx, jobId))!;
      if (card.state === 'booked' && card.starts_at > ctx.now())
        fail('failed_precondition', 'It has not begun yet: cancel it instead.', { reason: 'not_begun' });
      await dispute(ctx, tx, card, { by: call.userId, text });
      await attach(ctx, tx, jobId, files, { side: 'resident', by: call.userId });
      return jobOf(tx, jobId);
    }),
  );
});
