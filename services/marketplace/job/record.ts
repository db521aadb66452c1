// What happened to a job, kept for all who may see it.

import type { Tx } from '#kernel/sql/database';
import type { MarketplaceCtx } from '../definition.ts';

/** Adds to the history of a job. */
export const record = (
  ctx: MarketplaceCtx,
  tx: Tx,
  jobId: string,
  { by, what, note = '' }: { by: string | null; what: string; note?: string },
): Promise<number> => tx.run`
  insert into job_history (id, job_id, at, by_user, what, note)
  values (${ctx.id()}, ${jobId}, ${ctx.now()}, ${by}, ${what}, ${note})`;

/** Keeps files with a job, or with a claim under its warranty. */
export async function attach(
  ctx: MarketplaceCtx,
  tx: Tx,
  jobId: string,
  files: readonly { id: string; mime: string }[],
  { side, by, claimId = null }: { side: 'resident' | 'provider'; by: string; claimId?: string | null },
): Promise<void> {
  for (const { id, mime } of files)
    await tx.run`
      insert into job_files (job_id, file_id, claim_id, side, mime, added_by, created_at)
      values (${jobId}, ${id}, ${claimId}, ${side}, ${mime}, ${by}, ${ctx.now()})
      on conflict do nothing`;
}
