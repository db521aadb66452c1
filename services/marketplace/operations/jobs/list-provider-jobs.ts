import { sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { pageOfJobs } from '../../queries/job-pages.ts';
import { ownProvider } from '../../queries/providers.ts';

export const listProviderJobs = marketplaceService.operation('listProviderJobs', async (ctx, input, call) => {
  await ownProvider(ctx.db, call, input.providerId);
  return pageOfJobs(ctx.db, sql`j.provider_id = ${input.providerId}`, input);
});
