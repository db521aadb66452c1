// A series that costs money: its bookings are held by one hold and paid by one payment, under the first of them.

import type { Tx } from '#kernel/sql/database';
import type { BookingCtx } from '../definition.ts';
import type { Card } from '../queries/bookings.ts';

/** Has bookings that are held paid as one: all confirm, end or expire together. */
export async function holdTogether(ctx: BookingCtx, tx: Tx, cards: readonly Card[], approval: boolean): Promise<void> {
  const held = cards.filter(({ state }) => state === 'held');
  // The smallest id, so that whoever locks them in order has the hold's first.
  const ids = held.map(({ id }) => id).toSorted();
  const [first, ...others] = ids;
  if (first === undefined) return;
  await tx.run`
    insert into holds (reservation_id, state, approval, bookings, due_at, created_at)
    values (${first}, 'holding', ${approval}, ${ids.length}, ${held[0]!.expires_at}, ${ctx.now()})`;
  if (others.length > 0) await tx.run`update reservations set paid_with = ${first} where id = any(${others}::uuid[])`;
}

/** Does a work and undoes all of it again; gives what would have come of it. */
export async function rehearse<T>(ctx: BookingCtx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const curtain = new Error('what was rehearsed is undone');
  let result: T;
  await ctx.db
    .transaction(async tx => {
      result = await work(tx);
      throw curtain;
    })
    .catch(error => {
      if (error !== curtain) throw error;
    });
  return result!;
}
