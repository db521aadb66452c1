import { sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { claimsWhere, toClaim } from '../../queries/claims.ts';
import { findCard, partyOf } from '../../queries/jobs.ts';
import { mayKnowUnit } from '../../queries/units.ts';

export const listWarrantyClaims = marketplaceService.operation('listWarrantyClaims', async (ctx, { jobId }, call) => {
  const card = await findCard(ctx.db, jobId);
  const allowed = card !== null && (partyOf(call, card) !== null || (await mayKnowUnit(ctx.db, call, card.unit_id)));
  call.require(allowed, 'There is no such job.');
  return { items: (await claimsWhere(ctx.db, sql`w.job_id = ${jobId}`)).map(toClaim) };
});
