// Ends what was not taken or decided in time and has no money to it; holds are ended with their payments.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { endAs } from '../book/cancel.ts';
import { freeSlot } from '../book/claim.ts';
import type { BookingCtx } from '../definition.ts';
import { bookingDeclined } from '../events.ts';
import { eventAbout, lockCard } from '../queries/bookings.ts';

const batchSize = 50;

/** One turn of the loop; true if there may be more at once. */
export async function expire(ctx: BookingCtx): Promise<boolean> {
  const due = await ctx.db.many({ id: col.uuid })`
    select id from reservations b
    where expires_at <= ${ctx.now()} and state in ('offered', 'pending')
      and not exists (select from holds h where h.reservation_id = coalesce(b.paid_with, b.id))
    order by expires_at, id limit ${batchSize}`;
  for (const { id } of due) await ctx.db.transaction(tx => expireOne(ctx, tx, id));
  return due.length > 0;
}

async function expireOne(ctx: BookingCtx, tx: Tx, id: string): Promise<void> {
  const card = (await lockCard(tx, id))!;
  if (card.expires_at === null || card.expires_at > ctx.now()) return;
  await endAs(tx, card, card.state === 'pending' ? 'declined' : 'expired');
  await freeSlot(ctx, tx, card);
  if (card.state === 'pending') await ctx.publish(tx, bookingDeclined, eventAbout(card));
}
