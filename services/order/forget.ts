// A deleted account is forgotten by the orders that are over; what was bought and paid stays in the books.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';

/** Forgets who bought. The order becomes one of a guest, and with that moves to the partition of its own id. Orders that
 * are not over keep what is needed to send them; a job asks again for those. */
export async function forgetPerson(tx: Tx, userId: string): Promise<void> {
  const over = await tx.many({ id: col.uuid })`
    select id from orders where owner_key = ${userId} and state in ('fulfilled', 'cancelled') for update`;
  await tx.run`insert into forgotten_users (user_id) values (${userId}) on conflict do nothing`;
  await forgetPledges(tx, userId);
  if (over.length === 0) return;
  const ids = over.map(({ id }) => id);
  await tx.run`delete from shipping_addresses where order_id = any(${ids}::uuid[])`;
  await tx.run`update order_notes set text = '', author_id = null where order_id = any(${ids}::uuid[]) and author = 'customer'`;
  await tx.run`update checkout_sagas set owner_key = order_id, payment_method = null where order_id = any(${ids}::uuid[])`;
  await tx.run`update order_groups set owner_key = order_id where order_id = any(${ids}::uuid[])`;
  await tx.run`
    update orders set owner_key = id, user_id = null, cart_id = null, email = null
    where owner_key = ${userId} and id = any(${ids}::uuid[])`;
}

/** Leaves the group buys that are open. What others already count on is ordered; then it is forgotten with the order. */
async function forgetPledges(tx: Tx, userId: string): Promise<void> {
  await tx.run`
    with open as (
      select g.id from group_buys g join group_buy_pledges p on p.group_buy_id = g.id
      where p.user_id = ${userId} and p.state = 'pledged' and g.state = 'open' order by g.id for update of g),
    gone as (
      update group_buy_pledges p set state = 'left', details = null
      from open where p.group_buy_id = open.id and p.user_id = ${userId} and p.state = 'pledged'
      returning p.group_buy_id, p.quantity)
    update group_buys g set pieces = g.pieces - gone.quantity from gone where g.id = gone.group_buy_id`;
  await tx.run`update group_buy_pledges set user_id = null where user_id = ${userId} and state <> 'pledged'`;
  await tx.run`update group_buys set opened_by = null where opened_by = ${userId}`;
}

/** Forgets those whose last orders have ended since. */
export async function forgetTheRest(tx: Tx): Promise<void> {
  const waiting = await tx.many({ user_id: col.uuid })`select user_id from forgotten_users`;
  for (const { user_id } of waiting) {
    await forgetPerson(tx, user_id);
    await tx.run`
      delete from forgotten_users f where user_id = ${user_id}
        and not exists (select from orders o where o.owner_key = f.user_id)
        and not exists (select from group_buy_pledges p where p.user_id = f.user_id)`;
  }
}
