// Giving a job up, whoever wants it: the provider's time is free at once, and the money goes back as far as was agreed.

import type { Tx } from '#kernel/sql/database';
import type { CancelReason } from '../contract/wire.ts';
import type { MarketplaceCtx } from '../definition.ts';
import { takes } from '../domain/job.ts';
import { refundOfCancelling } from '../domain/money.ts';
import { jobCancelled } from '../events.ts';
import { type Card, eventAbout, type Party } from '../queries/jobs.ts';
import { move, settleWith } from './move.ts';

/** Whose doing it is pays for being late; for what others do nobody pays. */
const ofResident: ReadonlySet<CancelReason> = new Set(['by_resident', 'moved_out', 'account_deleted']);

/** What would go back now. */
export function refundNow(ctx: MarketplaceCtx, card: Card, reason: CancelReason): bigint {
  if (!ofResident.has(reason)) return card.total;
  const terms = { freeHours: card.free_cancel_hours, latePercent: card.late_cancel_percent };
  return refundOfCancelling(card.total, terms, card.starts_at, ctx.now());
}

export interface Cancelling {
  by: string | null;
  reason: CancelReason;
  note?: string;
}

/** Cancels a job that is locked; gives whether it is over now. False where its money is just being taken: then it is
 * cancelled as soon as that is known. */
export async function cancel(ctx: MarketplaceCtx, tx: Tx, card: Card, cancelling: Cancelling): Promise<boolean> {
  const { by, reason, note = '' } = cancelling;
  if (card.state === 'capturing') {
    await tx.run`update job_bookings set cancel_wanted = ${reason}, version = version + 1 where id = ${card.id}`;
    return false;
  }
  const paid = card.state === 'booked';
  const refund = refundNow(ctx, card, reason);
  await tx.run`
    update job_bookings set cancel_reason = ${reason}, cancel_wanted = null, expires_at = null where id = ${card.id}`;
  if (paid) await settleWith(ctx, tx, card, 'cancelled', refund, { by, note });
  else await move(ctx, tx, card, 'cancelled', { by, note });
  await tellCancelled(ctx, tx, card, reason, paid ? refund : 0n);
  return true;
}

/** What is over is not in the calendar any more, opens no door, and lets the request go on where nothing was paid. */
export async function tellCancelled(
  ctx: MarketplaceCtx,
  tx: Tx,
  card: Card,
  reason: CancelReason,
  refund: bigint,
): Promise<void> {
  await tx.run`update appointments set active = false, pass_code = null where job_id = ${card.id} and claim_id is null`;
  await letRequestGoOn(tx, card, reason);
  const money = { amount: String(refund), currency: card.currency };
  await ctx.publish(tx, jobCancelled, { ...eventAbout(card), reason, refund: money });
}

/** Where nothing was paid the request is open again and the quote with it, unless one of the two is gone. */
async function letRequestGoOn(tx: Tx, card: Card, reason: CancelReason): Promise<void> {
  const over = card.paid || reason === 'moved_out' || reason === 'account_deleted';
  await tx.run`
    update quote_requests set state = ${over ? 'cancelled' : 'open'}, version = version + 1
    where id = ${card.request_id} and state in ('accepted', 'booked')`;
  if (card.paid) return;
  const quote = reason === 'by_provider' ? 'withdrawn' : over ? 'declined' : 'open';
  await tx.run`
    update quotes set state = ${quote}, version = version + 1 where id = ${card.quote_id} and state = 'accepted'`;
}

/** Whether a job is still to take place, so that it can be given up. */
export const isRunning = ({ state }: Pick<Card, 'state'>): boolean =>
  takes(state, 'cancelled') || state === 'capturing';

/** Why a job is cancelled, by who cancels it. */
export const reasonOf = (party: Party): CancelReason => `by_${party}`;
