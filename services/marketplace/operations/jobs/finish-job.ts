import { fail } from '#kernel/errors';
import { epochMs, instantAt } from '#kernel/time';
import { marketplaceService } from '../../definition.ts';
import { warrantyEnd } from '../../domain/warranty.ts';
import { jobDone } from '../../events.ts';
import { move } from '../../job/move.ts';
import { attach } from '../../job/record.ts';
import { withFiles } from '../../queries/files.ts';
import { eventAbout, findCard, jobOf, lockCard, requireParty } from '../../queries/jobs.ts';

export const finishJob = marketplaceService.operation('finishJob', async (ctx, input, call) => {
  const { jobId, note, fileIds } = input;
  requireParty(call, await findCard(ctx.db, jobId), ['provider']);
  return withFiles(ctx, call, 'finishJob', fileIds, ({ files }) =>
    ctx.db.transaction(async tx => {
      const card = (await lockCard(tx, jobId))!;
      const now = ctx.now();
      if (card.state === 'booked' && card.starts_at > now)
        fail('failed_precondition', 'It has not begun yet.', { reason: 'not_begun' });
      await move(ctx, tx, card, 'work_done', { by: call.userId, note });
      await tx.run`
        update job_bookings set done_at = ${now}, warranty_until = ${warrantyEnd(now, card.warranty_days)}
        where id = ${jobId}`;
      await attach(ctx, tx, jobId, files, { side: 'provider', by: call.userId });
      const confirmBy = instantAt(epochMs(now) + ctx.config.confirmDays * 86_400_000);
      await ctx.publish(tx, jobDone, { ...eventAbout(card), confirmBy });
      return jobOf(tx, jobId);
    }),
  );
});
