// How a booking begins: held until it is paid, waiting for a manager, or confirmed at once.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { BookingCtx } from '../definition.ts';
import type { Slot } from '../domain/availability.ts';
import { timers } from '../domain/hold.ts';
import { priceOf } from '../domain/price.ts';
import { wallText } from '../domain/wall.ts';
import { bookingCreated, bookingRequested } from '../events.ts';
import { type Card, eventAbout } from '../queries/bookings.ts';
import type { ResourceRow } from '../queries/resources.ts';
import { claimSlot } from './claim.ts';
import { requireQuota } from './quota.ts';

export interface Booker {
  userId: string;
  unitId: string | null;
}

interface Beginning {
  state: 'held' | 'pending' | 'confirmed';
  expiresAt: Instant | null;
}

/** Until when a manager may decide. */
export function decisionBy(ctx: BookingCtx, startsAt: Instant): Instant {
  const last = instantAt(epochMs(ctx.now()) + ctx.config.approvalHours * 3_600_000);
  return startsAt < last ? startsAt : last;
}

/** The key by which others are told that a time is about to be taken. It is a hint: nothing is decided by it. */
export const hintOf = (resourceId: string, startsAt: Instant): string => `hold:${resourceId}:${startsAt}`;

/** Where a booking begins that costs so much. */
function beginning(ctx: BookingCtx, approval: boolean, total: bigint, startsAt: Instant): Beginning {
  if (total > 0n) return { state: 'held', expiresAt: instantAt(epochMs(ctx.now()) + timers.holdMs) };
  if (approval) return { state: 'pending', expiresAt: decisionBy(ctx, startsAt) };
  return { state: 'confirmed', expiresAt: null };
}

/** Books slots that one may have. Raises `conflict` with `slot_taken`, or what the quota says. */
export async function bookSlots(
  ctx: BookingCtx,
  tx: Tx,
  resource: ResourceRow,
  run: readonly Slot[],
  booker: Booker,
  more: { note?: string; seriesId?: string } = {},
): Promise<Card> {
  const id = ctx.id();
  const price = priceOf({ ...resource, feePer: resource.fee_per }, run.length);
  const begins = beginning(ctx, resource.approval, price.fee + price.deposit, instantAt(run[0]!.startMs));
  await requireQuota(tx, resource, booker, wallText(run[0]!.from), ctx.now());
  const card = await claimSlot(ctx, tx, { id, resource, run, ...booker, ...begins, ...more });
  // A series is held as one, see together.ts.
  if (begins.state === 'held' && more.seriesId !== undefined) return card;
  return follow(ctx, tx, card, begins, resource.approval);
}

/** What comes with the beginning of a booking: a hold to be paid, or the word of it. Gives the booking with it. */
async function follow(ctx: BookingCtx, tx: Tx, card: Card, begins: Beginning, approval: boolean): Promise<Card> {
  if (begins.state === 'held') {
    const { payment_no } = await tx.one({ payment_no: col.int })`
      insert into holds (reservation_id, state, approval, due_at, created_at)
      values (${card.id}, 'holding', ${approval}, ${begins.expiresAt}, ${ctx.now()})
      returning payment_no`;
    return { ...card, hold_state: 'holding', payment_no, hold_id: card.id, hold_bookings: 1 };
  }
  if (begins.state === 'pending') await ctx.publish(tx, bookingRequested, eventAbout(card));
  else await tellCreated(ctx, tx, card, false);
  return card;
}

/** Makes a booking of an offer. */
export async function beginOffered(ctx: BookingCtx, tx: Tx, card: Card): Promise<void> {
  const { approval } = await tx.one({ approval: col.bool })`
    select approval from resources where id = ${card.resource_id}`;
  const begins = beginning(ctx, approval, card.fee + card.deposit, card.starts_at);
  await tx.run`
    update reservations
    set state = ${begins.state}, expires_at = ${begins.expiresAt}, version = version + 1,
        confirmed_at = ${begins.state === 'confirmed' ? ctx.now() : null}
    where id = ${card.id}`;
  await follow(ctx, tx, card, begins, approval);
}

/** Says that a booking is confirmed. */
export function tellCreated(ctx: BookingCtx, tx: Tx, card: Card, approved: boolean): Promise<void> {
  const money = (amount: bigint) => ({ amount: String(amount), currency: card.currency });
  return ctx.publish(tx, bookingCreated, {
    ...eventAbout(card),
    unitId: card.unit_id,
    fee: money(card.fee),
    deposit: money(card.deposit),
    approved,
  });
}
