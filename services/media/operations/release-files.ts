import { mediaService } from '../definition.ts';

export const releaseFiles = mediaService.operation('releaseFiles', async (ctx, { claim }) => {
  await ctx.db.run`update files set claim = null, unclaimed_since = ${ctx.now()} where claim = ${claim}`;
});
