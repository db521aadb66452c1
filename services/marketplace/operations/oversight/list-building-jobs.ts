import { nothing, sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { pageOfJobs } from '../../queries/job-pages.ts';

export const listBuildingJobs = marketplaceService.operation('listBuildingJobs', async (ctx, input) =>
  pageOfJobs(
    ctx.db,
    sql`j.building_id = ${input.buildingId} ${input.refundFailed ? sql`and j.refund_failed_at is not null` : nothing}`,
    input,
  ),
);
