import { sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { inMyBuildings } from '../../queries/homes.ts';
import { pageOfJobs } from '../../queries/job-pages.ts';

export const listMyJobs = marketplaceService.operation('listMyJobs', async (ctx, input, call) =>
  pageOfJobs(ctx.db, sql`j.user_id = ${call.userId} and ${inMyBuildings(call, sql`j.building_id`)}`, input),
);
