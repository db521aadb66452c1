// What the clock does to confirmed bookings: reminders, who did not come, the end, and the deposit after it.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { epochMs, instantAt } from '#kernel/time';
import { endAs } from '../book/cancel.ts';
import { freeSlot } from '../book/claim.ts';
import { keep, owe } from '../book/refund.ts';
import type { BookingCtx } from '../definition.ts';
import { bookingCancelled, bookingReminderDue } from '../events.ts';
import { eventAbout, findCard, lockCard } from '../queries/bookings.ts';

const perRun = 500;
const hourMs = 3_600_000;

/** Frees the slots of who did not come. */
export async function markNoShows(ctx: BookingCtx): Promise<void> {
  const missed = await ctx.db.many({ id: col.uuid })`
    select b.id from reservations b join resources r on r.id = b.resource_id
    where b.state = 'confirmed' and b.starts_at <= ${ctx.now()} and r.no_show is not null
      and b.starts_at + make_interval(mins => (r.no_show ->> 'graceMinutes')::int) <= ${ctx.now()}
    order by b.starts_at, b.id limit ${perRun}`;
  for (const { id } of missed) await ctx.db.transaction(tx => markNoShow(ctx, tx, id));
}

async function markNoShow(ctx: BookingCtx, tx: Tx, id: string): Promise<void> {
  const card = (await lockCard(tx, id))!;
  if (card.state !== 'confirmed') return;
  await endAs(tx, card, 'no_show');
  await freeSlot(ctx, tx, card);
  const none = { amount: '0', currency: card.currency };
  await ctx.publish(tx, bookingCancelled, { ...eventAbout(card), reason: 'no_show', refund: none });
}

/** Ends what is over. */
export async function complete(ctx: BookingCtx): Promise<void> {
  await ctx.db.run`
    update reservations set state = 'completed', version = version + 1
    where state in ('confirmed', 'checked_in') and ends_at <= ${ctx.now()}`;
}

/** Gives deposits back, less what a manager keeps; that is the building's from then on. */
export async function returnDeposits(ctx: BookingCtx): Promise<void> {
  const before = instantAt(epochMs(ctx.now()) - ctx.config.depositHours * hourMs);
  const due = await ctx.db.many({ id: col.uuid })`
    select id from reservations where state in ('completed', 'no_show') and closed_at is null and ends_at <= ${before}
    order by ends_at, id limit ${perRun}`;
  for (const { id } of due)
    await ctx.db.transaction(async tx => {
      const card = (await lockCard(tx, id))!;
      if (card.closed_at !== null) return;
      await owe(ctx, tx, card, { fee: 0n, deposit: card.deposit - card.kept }, 'deposit');
      await keep(ctx, tx, card);
      await tx.run`update reservations set closed_at = ${ctx.now()}, version = version + 1 where id = ${id}`;
    });
}

/** Reminds of what begins soon, unless it was only just booked. */
export async function remind(ctx: BookingCtx): Promise<void> {
  const soon = instantAt(epochMs(ctx.now()) + ctx.config.reminderHours * hourMs);
  await ctx.db.transaction(async tx => {
    const due = await tx.many({ id: col.uuid })`
      update reservations set reminded_at = ${ctx.now()}
      where id in (
        select id from reservations
        where state = 'confirmed' and reminded_at is null and starts_at > ${ctx.now()} and starts_at <= ${soon}
          and created_at < starts_at - make_interval(hours => ${ctx.config.reminderHours})
        order by starts_at limit ${perRun} for update skip locked)
      returning id`;
    for (const { id } of due) await ctx.publish(tx, bookingReminderDue, eventAbout((await findCard(tx, id))!));
  });
}

/** Nobody waits for what has begun. */
export async function endWaiting(ctx: BookingCtx): Promise<void> {
  await ctx.db.run`
    update waitlist set state = 'over', due_at = null where state = 'waiting' and starts_at <= ${ctx.now()}`;
}
