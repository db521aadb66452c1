import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { shown } from '../../queries/files.ts';
import { findCard, partyOf } from '../../queries/jobs.ts';
import { mayKnowUnit } from '../../queries/units.ts';

const shape = {
  file_id: col.uuid,
  claim_id: col.uuid.orNull,
  side: col.any<'resident' | 'provider'>(),
  mime: col.text,
};

export const listJobFiles = marketplaceService.operation('listJobFiles', async (ctx, { jobId }, call) => {
  const found = await findCard(ctx.db, jobId);
  const party = found && partyOf(call, found);
  const later = found !== null && party === null && (await mayKnowUnit(ctx.db, call, found.unit_id));
  call.require(party !== null || later, 'There is no such job.');
  const rows = await ctx.db.many(shape)`
    select file_id, claim_id, side, mime from job_files
    where job_id = ${jobId} ${later ? sql`and side = 'provider'` : nothing}
    order by created_at, file_id limit 100`;
  return {
    items: (await shown(ctx, rows)).map(({ file, link }) => ({ ...link, side: file.side, claimId: file.claim_id })),
  };
});
