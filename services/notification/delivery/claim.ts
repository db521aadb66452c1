// Taking messages to send: each by one sender at a time, and for so long only, so that a sender that dies loses nothing.

import { epochMs, instantAt } from '#kernel/time';
import type { NotificationCtx } from '../definition.ts';
import type { Channel } from '../domain/types.ts';
import { type Delivery, deliveryRow, toDelivery } from './rows.ts';

/** Far longer than a batch takes at the providers' slowest. Whoever is later than that may send a message twice, under
 * the same Message-ID. */
const leaseMs = 5 * 60_000;
const batchSize = 32;

/** Claims what is due on a channel, oldest first, and what a dead sender left behind. */
export async function claimDue(ctx: NotificationCtx, channel: Channel): Promise<Delivery[]> {
  const now = ctx.now();
  const rows = await ctx.db.many(deliveryRow)`
    update deliveries set state = 'sending', lease = ${ctx.id()}, due_at = ${instantAt(epochMs(now) + leaseMs)}
    where id in (
      select id from deliveries where state in ('pending', 'sending') and channel = ${channel} and due_at <= ${now}
      order by due_at, id limit ${batchSize} for update skip locked)
    returning ${deliveryRow}`;
  return rows
    .map(toDelivery)
    .sort((a, b) => (a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id) ? -1 : 1));
}

/** Puts claimed messages back for a while, when what is needed to send them cannot be had. */
export const giveBack = (ctx: NotificationCtx, deliveries: readonly Delivery[], forMs: number): Promise<number> =>
  ctx.db.run`
    update deliveries set state = 'pending', lease = null, due_at = ${instantAt(epochMs(ctx.now()) + forMs)}
    where id = any(${deliveries.map(each => each.id)}::uuid[]) and state = 'sending'
      and lease = any(${deliveries.map(each => each.lease)}::uuid[])`;
