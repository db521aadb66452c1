// When people leave: what they have asked for ends, by the terms, and of a deleted account nothing is left.

import { noteForgotten } from '#kernel/forgotten';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { type Fragment, sql } from '#kernel/sql/tag';
import type { MarketplaceCtx } from './definition.ts';
import { providerSuspended } from './events.ts';
import { type Cancelling, cancel, isRunning } from './job/cancel.ts';
import { lockCard } from './queries/jobs.ts';
import { eventAbout, providerRow } from './queries/providers.ts';
import { quotesWhere } from './queries/quotes.ts';
import { closeQuote, endRequestsOf } from './quote/close.ts';

/** Cancels the jobs that meet a condition and have not begun; gives how many. In one order, so that two who want the same do
 * not wait for each other. */
async function cancelJobs(ctx: MarketplaceCtx, tx: Tx, of: Fragment, cancelling: Cancelling): Promise<number> {
  const found = await tx.many({ id: col.uuid })`
    select j.id from job_bookings j join appointments a on a.job_id = j.id and a.claim_id is null
    where ${of} and a.starts_at > ${ctx.now()}
      and j.state in ('accepted', 'authorising', 'awaiting_payment', 'payment_unknown', 'capturing', 'booked')
    order by j.id`;
  let count = 0;
  for (const { id } of found) {
    const card = await lockCard(tx, id);
    if (!card || !isRunning(card)) continue;
    await cancel(ctx, tx, card, cancelling);
    count++;
  }
  return count;
}

/** Ends what somebody has asked for in a building, or everywhere. */
export async function leave(
  ctx: MarketplaceCtx,
  tx: Tx,
  userId: string,
  buildingId: string | null,
  reason: 'moved_out' | 'account_deleted',
): Promise<{ requests: number; jobs: number }> {
  const mine = sql`j.user_id = ${userId} and j.building_id = coalesce(${buildingId}, j.building_id)`;
  const jobs = await cancelJobs(ctx, tx, mine, { by: null, reason });
  return { jobs, requests: await endRequestsOf(ctx, tx, userId, buildingId) };
}

/** Forgets a person: as a resident, and with them the provider they run. */
export async function forgetPerson(ctx: MarketplaceCtx, tx: Tx, userId: string): Promise<void> {
  await noteForgotten(tx, userId, ctx.now());
  await leave(ctx, tx, userId, null, 'account_deleted');
  await closeProvider(ctx, tx, userId);
  await tx.run`
    with gone as (
      delete from request_files f using quote_requests r
      where r.id = f.request_id and r.user_id = ${userId} returning f.claim)
    insert into released_claims (claim, since)
    select distinct claim, ${ctx.now()}::timestamptz from gone where claim is not null on conflict do nothing`;
  await tx.run`update quote_requests set user_id = null, description = '' where user_id = ${userId}`;
  await tx.run`update job_bookings set user_id = null, bill_to = null where user_id = ${userId}`;
  await tx.run`update quote_messages set author_id = null, text = '' where author_id = ${userId}`;
  await tx.run`update job_history set by_user = null, note = '' where by_user = ${userId}`;
  await tx.run`update job_files set added_by = null where added_by = ${userId}`;
  await tx.run`update disputes set opened_by = null, text = '' where opened_by = ${userId}`;
  await tx.run`update disputes set decided_by = null where decided_by = ${userId}`;
  await tx.run`update warranty_claims set user_id = null, text = '' where user_id = ${userId}`;
  await tx.run`update providers set decided_by = null where decided_by = ${userId}`;
  await tx.run`update provider_standings set decided_by = null where decided_by = ${userId}`;
  await tx.run`delete from residents where user_id = ${userId}`;
}

/** A provider without its owner takes no work: what is to come is given back in full. */
async function closeProvider(ctx: MarketplaceCtx, tx: Tx, userId: string): Promise<void> {
  const provider = await tx.maybe(providerRow)`
    select ${providerRow} from providers p where p.owner_id = ${userId} for update`;
  if (!provider) return;
  const { id } = provider;
  for (const quote of await quotesWhere(tx, sql`q.provider_id = ${id} and q.state = 'open'`))
    await closeQuote(ctx, tx, quote, 'withdrawn');
  const theirs = sql`j.provider_id = ${id}`;
  await cancelJobs(ctx, tx, theirs, { by: null, reason: 'by_provider' });
  await tx.run`
    with gone as (delete from provider_documents where provider_id = ${id} returning claim)
    insert into released_claims (claim, since) select claim, ${ctx.now()} from gone on conflict do nothing`;
  await tx.run`update listings set state = 'paused', version = version + 1 where provider_id = ${id}`;
  await tx.run`delete from availability_windows where provider_id = ${id}`;
  await tx.run`
    update providers set owner_id = null, name = '—', about = '', phone = null, state = 'suspended',
                         reason = 'account_deleted', version = version + 1
    where id = ${id}`;
  const why = { cause: 'account_deleted', reason: 'account_deleted' } as const;
  await ctx.publish(tx, providerSuspended, { ...eventAbout({ ...provider, owner_id: null, name: '—' }), ...why });
}
