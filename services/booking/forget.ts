// A deleted account: what is to come is cancelled, and of the past nothing says whose it was.

import { noteForgotten } from '#kernel/forgotten';
import type { Tx } from '#kernel/sql/database';
import { leave } from './book/cancel-many.ts';
import type { BookingCtx } from './definition.ts';

/** Forgets a person. */
export async function forgetPerson(ctx: BookingCtx, tx: Tx, userId: string): Promise<void> {
  await noteForgotten(tx, userId, ctx.now());
  await leave(ctx, tx, userId, null, 'account_deleted');
  await tx.run`update reservations set user_id = null, note = '' where user_id = ${userId}`;
  await tx.run`update reservations set decided_by = null where decided_by = ${userId}`;
  await tx.run`update booking_series set user_id = null where user_id = ${userId}`;
  await tx.run`update draw_entries set user_id = null where user_id = ${userId}`;
  await tx.run`update cancellations set cancelled_by = null, note = '' where cancelled_by = ${userId}`;
  await tx.run`update check_ins set by_user = null where by_user = ${userId}`;
  await tx.run`delete from waitlist where user_id = ${userId}`;
  await tx.run`delete from calendar_feeds where user_id = ${userId}`;
  await tx.run`delete from residents where user_id = ${userId}`;
}
