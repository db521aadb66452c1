// What profile does by the clock.

import { epochMs, instantAt } from '#kernel/time';
import { collectNext } from './data/collect.ts';
import { type ProfileCtx, profileService } from './definition.ts';
import { releasePortraits } from './queries/portraits.ts';

const dayMs = 86_400_000;

/** Exports are personal data themselves: they go after some days, and reports of deleted accounts after longer. */
async function dropOld(ctx: ProfileCtx): Promise<void> {
  const before = (days: number) => instantAt(epochMs(ctx.now()) - days * dayMs);
  await ctx.db.run`
    delete from data_requests
    where (kind = 'export' and ready_at <= ${before(ctx.config.exportDays)})
       or (kind = 'erasure' and ready_at <= ${before(ctx.config.erasureDays)})`;
}

export const jobs = [
  profileService.job('drop-old-requests', '1h', dropOld),
  profileService.job('release-portraits', '5m', releasePortraits),
];
export const loops = [profileService.loop('data-requests', collectNext)];
