import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../../definition.ts';
import { findCard, requireParty } from '../../queries/jobs.ts';

export const listJobHistory = marketplaceService.operation('listJobHistory', async (ctx, { jobId }, call) => {
  requireParty(call, await findCard(ctx.db, jobId));
  const rows = await ctx.db.many({ at: col.instant, by_user: col.uuid.orNull, what: col.text, note: col.text })`
    select at, by_user, what, note from job_history where job_id = ${jobId} order by at, id limit 500`;
  return { items: rows.map(({ at, by_user: by, what, note }) => ({ at, by, what, note })) };
});
