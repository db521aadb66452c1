import { fail } from '#kernel/errors';
import { marketplaceService } from '../../definition.ts';
import { warrantyClaimed } from '../../events.ts';
import { attach, record } from '../../job/record.ts';
import { claimOf, toClaim } from '../../queries/claims.ts';
import { withFiles } from '../../queries/files.ts';
import { eventAbout, findCard } from '../../queries/jobs.ts';
import { mayKnowUnit } from '../../queries/units.ts';

/** The warranty stays with the home: whoever lives there now may claim it. */
export const claimWarranty = marketplaceService.operation('claimWarranty', async (ctx, input, call) => {
  const { jobId, text, fileIds } = input;
  const card = await findCard(ctx.db, jobId);
  call.require(card !== null && (await mayKnowUnit(ctx.db, call, card.unit_id)), 'There is no such job.');
  const { warranty_until, state } = card!;
  if (state !== 'completed' || warranty_until === null)
    fail('failed_precondition', 'There is no warranty on this.', { reason: 'no_warranty' });
  if (warranty_until <= ctx.now()) fail('failed_precondition', 'The warranty is over.', { reason: 'warranty_over' });
  const by = call.userId;
  return withFiles(ctx, call, 'claimWarranty', fileIds, ({ files }) =>
    ctx.db.transaction(async tx => {
      const id = ctx.id();
      await tx.run`
        insert into warranty_claims (id, job_id, user_id, text, state, created_at)
        values (${id}, ${jobId}, ${by}, ${text}, 'open', ${ctx.now()})`;
      await attach(ctx, tx, jobId, files, { side: 'resident', by, claimId: id });
      await record(ctx, tx, jobId, { by, what: 'warranty_claimed' });
      await ctx.publish(tx, warrantyClaimed, { ...eventAbout(card!), claimId: id, claimedBy: by });
      return toClaim((await claimOf(tx, id))!);
    }),
  );
});
