import { marketplaceService } from '../../definition.ts';
import { findCard, requireParty, toJob } from '../../queries/jobs.ts';

export const getJob = marketplaceService.operation('getJob', async (ctx, { jobId }, call) =>
  toJob(requireParty(call, await findCard(ctx.db, jobId)).card),
);
