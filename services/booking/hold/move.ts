// What others decide about a hold: it is noted here, and what follows from it is done by whoever drives holds.

import type { Tx } from '#kernel/sql/database';
import type { BookingCtx } from '../definition.ts';
import { advance, type Outcome } from '../domain/hold.ts';
import type { Card } from '../queries/bookings.ts';

/** Moves the hold of a booking that is locked, and with it all that is held together. Whoever was driving it finds another version there and lets go. */
export async function moveHold(ctx: BookingCtx, tx: Tx, card: Card, outcome: Outcome): Promise<void> {
  const { state } = advance(card.hold_state!, outcome, true);
  await tx.run`
    update holds set state = ${state}, version = version + 1, attempts = 0, due_at = ${ctx.now()}
    where reservation_id = ${card.hold_id}`;
  tx.afterCommit(() => ctx.wake('holds'));
}
