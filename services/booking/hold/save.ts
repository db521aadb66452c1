// Where a hold stands is saved together with what that means for its slot, by comparing the hold's version: whoever finds
// another one there has lost the lead of it.

import type { Tx } from '#kernel/sql/database';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import { decisionBy, tellCreated } from '../book/book.ts';
import { cancel, endAs } from '../book/cancel.ts';
import { freeSlot } from '../book/claim.ts';
import type { BookingCtx } from '../definition.ts';
import { advance, machine, restMs, timers } from '../domain/hold.ts';
import { bookingCancelled, bookingDeclined, bookingRequested } from '../events.ts';
import { type Card, eventAbout, lockUnit } from '../queries/bookings.ts';
import { type Hold, loadHolds } from './load.ts';
import type { StepResult } from './steps.ts';

interface Next extends ReturnType<typeof advance> {
  attempts: number;
}

/** When anybody may take it over: after the lease, after a rest, when it ends, or never once it is over. */
function dueAt(now: Instant, { state, rests, attempts }: Next, expiresAt: Instant | null): Instant | null {
  if (machine[state].final) return null;
  if (machine[state].step === null) return expiresAt;
  if (!rests) return instantAt(epochMs(now) + timers.leaseMs);
  const next = instantAt(epochMs(now) + restMs(attempts));
  return machine[state].expires && expiresAt !== null && expiresAt < next ? expiresAt : next;
}

/** Saves what follows from a step; gives the hold as it is now, or null if somebody else has moved it since. */
export async function saveHold(
  ctx: BookingCtx,
  hold: Hold,
  result: StepResult,
): Promise<{ hold: Hold; rests: boolean } | null> {
  const to = advance(hold.state, result.outcome, hold.approval);
  const next: Next = { ...to, attempts: to.rests && to.state === hold.state ? hold.attempts + 1 : 0 };
  // A payment that was declined is followed by another, if the slot is still held.
  const again = result.outcome === 'declined' && next.state === 'holding';
  const over = machine[next.state].final === true;
  return ctx.db.transaction(async tx => {
    const cards = await lockUnit(tx, hold.reservation_id);
    const firstStart = cards.map(({ starts_at }) => starts_at).toSorted()[0]!;
    const expiresAt = next.state === 'awaiting_approval' ? decisionBy(ctx, firstStart) : cards[0]!.expires_at;
    const saved = await tx.run`
      update holds set
        state = ${next.state}, version = version + 1, attempts = ${next.attempts}, due_at = ${dueAt(ctx.now(), next, expiresAt)},
        payment_no = payment_no + ${again ? 1 : 0},
        payment_method = case when ${again || over} then null else payment_method end,
        bill_to = case when ${over} then null else bill_to end,
        payment_state = coalesce(${result.payment?.state ?? null}, payment_state),
        action_url = ${result.payment?.action?.url ?? null}, last_error = ${result.error}
      where reservation_id = ${hold.reservation_id} and version = ${hold.version}`;
    if (saved === 0) return null;
    if (next.state !== hold.state) for (const card of cards) await follow(ctx, tx, card, hold, next, result, expiresAt);
    return { hold: (await loadHolds(tx, [hold.reservation_id]))[0]!, rests: next.rests };
  });
}

/** What the new state of a hold means for each of its slots. */
async function follow(
  ctx: BookingCtx,
  tx: Tx,
  card: Card,
  before: Hold,
  { state }: Next,
  { outcome }: StepResult,
  expiresAt: Instant | null,
): Promise<void> {
  if (state === 'awaiting_approval') {
    await tx.run`
      update reservations set state = 'pending', expires_at = ${expiresAt}, version = version + 1 where id = ${card.id}`;
    await ctx.publish(tx, bookingRequested, eventAbout(card));
  }
  // From here on it does not expire.
  if (state === 'capturing')
    await tx.run`update reservations set expires_at = null, version = version + 1 where id = ${card.id}`;
  if (state === 'confirmed') await confirm(ctx, tx, card, before.approval);
  if (state === 'voiding') await giveUp(ctx, tx, card, outcome === 'expired');
}

async function confirm(ctx: BookingCtx, tx: Tx, card: Card, approved: boolean): Promise<void> {
  await tx.run`
    update reservations set state = 'confirmed', confirmed_at = ${ctx.now()}, version = version + 1 where id = ${card.id}`;
  const confirmed: Card = { ...card, state: 'confirmed', hold_state: 'confirmed' };
  await tellCreated(ctx, tx, confirmed, approved);
  if (card.cancel_wanted !== null) await cancel(ctx, tx, confirmed, { by: null, reason: card.cancel_wanted });
}

/** The slot is free in the same moment in which it is decided that no money is taken. */
async function giveUp(ctx: BookingCtx, tx: Tx, card: Card, expired: boolean): Promise<void> {
  const pending = card.state === 'pending';
  await endAs(tx, card, expired ? (pending ? 'declined' : 'expired') : 'cancelled');
  await freeSlot(ctx, tx, card);
  if (expired && pending) await ctx.publish(tx, bookingDeclined, eventAbout(card));
  if (expired) return;
  const none = { amount: '0', currency: card.currency };
  await tx.run`
    insert into cancellations (reservation_id, cancelled_by, reason, note, refund_percent, refund, cancelled_at)
    values (${card.id}, null, 'payment_failed', '', 100, 0, ${ctx.now()})`;
  await ctx.publish(tx, bookingCancelled, { ...eventAbout(card), reason: 'payment_failed', refund: none });
}
