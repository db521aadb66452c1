// Where a job stands is saved together with what that means for all around it, by comparing its version: whoever finds
// another one there has lost the lead of it.

import { waitAfterRefusalsMs } from '#kernel/refusals';
import type { Tx } from '#kernel/sql/database';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { MarketplaceCtx } from '../definition.ts';
import { advance, machine, restMs, timers } from '../domain/job.ts';
import { jobBooked, jobCompleted, jobRefundFailed } from '../events.ts';
import { type Card, eventAbout, lockCard } from '../queries/jobs.ts';
import { closeOthers } from '../quote/close.ts';
import { cancel, tellCancelled } from './cancel.ts';
import { type Held, loadJobs } from './load.ts';
import { record } from './record.ts';
import type { StepResult } from './steps.ts';

interface Next extends ReturnType<typeof advance> {
  attempts: number;
}

/** When anybody may take it over: after the lease, after a rest, when the time to pay is over, or not by itself. */
function dueAt(now: Instant, { state, rests, attempts }: Next, payBy: Instant | null): Instant | null {
  const { step, expires } = machine[state];
  if (step === null) return expires ? payBy : null;
  if (!rests) return instantAt(epochMs(now) + timers.leaseMs);
  const next = instantAt(epochMs(now) + restMs(attempts));
  return expires && payBy !== null && payBy < next ? payBy : next;
}

/** Saves what follows from a step; gives the job as it is now, or null if somebody else has moved it since. */
export async function saveJob(
  ctx: MarketplaceCtx,
  job: Held,
  result: StepResult,
): Promise<{ job: Held; rests: boolean } | null> {
  const to = advance(job.state, result.outcome);
  const next: Next = { ...to, attempts: to.rests && to.state === job.state ? job.attempts + 1 : 0 };
  // A payment that was declined is followed by another, if there is still time.
  const again = result.outcome === 'declined' && next.state === 'accepted';
  const paid = next.state === 'booked' || next.state === 'lapsed';
  const waitMs = result.refundRefused && waitAfterRefusalsMs(job.refund_refusals + 1);
  // Nobody asks for it any more until a manager says so.
  const failed = result.refundRefused !== null && waitMs === null;
  const triedAt = waitMs === null ? null : instantAt(epochMs(ctx.now()) + waitMs);
  return ctx.db.transaction(async tx => {
    const card = (await lockCard(tx, job.id))!;
    const saved = await tx.run`
      update job_bookings set
        state = ${next.state}, version = version + 1, attempts = ${next.attempts},
        due_at = ${failed ? null : (triedAt ?? dueAt(ctx.now(), next, card.expires_at))},
        payment_no = payment_no + ${again ? 1 : 0},
        refund_no = refund_no + ${result.refundRefused === 'by_provider' ? 1 : 0},
        refund_refusals = refund_refusals + ${result.refundRefused ? 1 : 0},
        refund_failed_at = ${failed ? ctx.now() : null},
        payment_method = case when ${again || paid} then null else payment_method end,
        bill_to = case when ${paid} then null else bill_to end,
        payment_state = coalesce(${result.payment?.state ?? null}, payment_state),
        action_url = ${result.payment?.action?.url ?? null}, last_error = ${result.error}
      where id = ${job.id} and version = ${job.version}`;
    if (saved === 0) return null;
    if (failed) await tellRefundFailed(ctx, tx, card, result.error!);
    if (next.state !== job.state) await follow(ctx, tx, card, next.state, result);
    return { job: (await loadJobs(tx, [job.id]))[0]!, rests: next.rests };
  });
}

async function tellRefundFailed(ctx: MarketplaceCtx, tx: Tx, card: Card, failure: string): Promise<void> {
  const refund = { amount: String(card.to_resident), currency: card.currency };
  await record(ctx, tx, card.id, { by: null, what: 'refund_failed' });
  await ctx.publish(tx, jobRefundFailed, { ...eventAbout(card), refund, failure });
}

/** What the new state of a job means. */
async function follow(
  ctx: MarketplaceCtx,
  tx: Tx,
  card: Card,
  state: Next['state'],
  { outcome, settled }: StepResult,
): Promise<void> {
  // From here on the time to pay is over.
  if (state === 'capturing') await tx.run`update job_bookings set expires_at = null where id = ${card.id}`;
  if (state === 'booked') await book(ctx, tx, card);
  if (state === 'voiding' && card.cancel_reason === null) await giveUp(ctx, tx, card, outcome === 'expired');
  if (state === 'completed' || state === 'cancelled') await close(ctx, tx, card, settled!);
}

/** Without letters and digits that are taken for each other. */
const passLetters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** The money is in escrow: the visit has its pass, the request is over, and the other quotes with it. */
async function book(ctx: MarketplaceCtx, tx: Tx, card: Card): Promise<void> {
  const code = newPassCode(ctx);
  await tx.run`update job_bookings set booked_at = ${ctx.now()} where id = ${card.id}`;
  await tx.run`update appointments set pass_code = ${code} where job_id = ${card.id} and claim_id is null`;
  await tx.run`update quote_requests set state = 'booked', version = version + 1 where id = ${card.request_id}`;
  await closeOthers(ctx, tx, card.request_id, 'lost');
  await record(ctx, tx, card.id, { by: card.user_id, what: 'paid' });
  const booked: Card = { ...card, state: 'booked', booked_at: ctx.now(), paid: true };
  await ctx.publish(tx, jobBooked, eventAbout(booked));
  if (card.cancel_wanted !== null) await cancel(ctx, tx, booked, { by: null, reason: card.cancel_wanted });
}

/** A code by which a door opens. */
export const newPassCode = (ctx: MarketplaceCtx): string =>
  Array.from({ length: 8 }, () => passLetters[ctx.random.int(passLetters.length)]!).join('');

/** The time is free in the same moment in which it is decided that no money is taken. */
async function giveUp(ctx: MarketplaceCtx, tx: Tx, card: Card, expired: boolean): Promise<void> {
  const reason = expired ? 'not_paid' : 'payment_failed';
  await tx.run`update job_bookings set cancel_reason = ${reason}, expires_at = null where id = ${card.id}`;
  await record(ctx, tx, card.id, { by: null, what: reason });
  await tellCancelled(ctx, tx, card, reason, 0n);
}

/** The escrow is empty. */
async function close(
  ctx: MarketplaceCtx,
  tx: Tx,
  card: Card,
  { net, commission }: { net: bigint; commission: bigint },
) {
  await tx.run`
    update job_bookings set settled_at = ${ctx.now()}, net = ${net}, commission = ${commission} where id = ${card.id}`;
  await record(ctx, tx, card.id, { by: null, what: 'settled' });
  if (card.state !== 'settling') return;
  const money = (amount: bigint) => ({ amount: String(amount), currency: card.currency });
  await ctx.publish(tx, jobCompleted, {
    ...eventAbout(card),
    verified: card.verified,
    settled: true,
    decision: card.decision,
    refunded: money(card.to_resident!),
    earned: money(net),
  });
}
