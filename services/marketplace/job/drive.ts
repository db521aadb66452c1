// Drives a job from where it stands to where it rests or ends, and takes over those whose time has come: a driver that was
// killed, a rest that is over, a payment that was heard of, a time to pay that ran out.

import { col } from '#kernel/sql/columns';
import { epochMs, instantAt } from '#kernel/time';
import type { MarketplaceCtx } from '../definition.ts';
import { machine, timers } from '../domain/job.ts';
import { type Held, loadJobs } from './load.ts';
import { saveJob } from './save.ts';
import { perform, plainOutcome, type StepResult } from './steps.ts';

/** Gives where the job came to rest, or null if somebody else moved it meanwhile. */
export async function drive(ctx: MarketplaceCtx, start: Held): Promise<Held | null> {
  let job = start;
  for (;;) {
    const result = await next(ctx, job);
    if (!result) return job;
    const saved = await saveJob(ctx, job, result);
    if (!saved) return null;
    job = saved.job;
    if (saved.rests) return job;
  }
}

/** What becomes of a job now; null where it waits for somebody. */
async function next(ctx: MarketplaceCtx, job: Held): Promise<StepResult | null> {
  const { step, expires } = machine[job.state];
  if (expires && job.expires_at !== null && job.expires_at <= ctx.now()) return plainOutcome('expired');
  return step === null ? null : perform(ctx, job, step);
}

const batchSize = 20;

/** One turn of the loop; true if there may be more at once. */
export async function resumeJobs(ctx: MarketplaceCtx): Promise<boolean> {
  const now = ctx.now();
  const taken = await ctx.db.many({ id: col.uuid })`
    update job_bookings j set due_at = ${instantAt(epochMs(now) + timers.leaseMs)}, version = version + 1
    from (select id from job_bookings where due_at <= ${now} order by due_at, id
          limit ${batchSize} for update skip locked) due
    where j.id = due.id
    returning j.id`;
  if (taken.length === 0) return false;
  const jobs = await loadJobs(
    ctx.db,
    taken.map(({ id }) => id),
  );
  await Promise.all(
    jobs.map(job =>
      drive(ctx, job).catch(error => ctx.log.warn({ err: error, jobId: job.id }, 'a job could not be taken further')),
    ),
  );
  return true;
}
