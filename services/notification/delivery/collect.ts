// Messages that wait for others, to go out as one. A message enters a collection under the lock of the collection's own
// row, and only while nobody has begun to send that: none is left behind at the end of a window.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { NotificationCtx } from '../definition.ts';
import { type DigestMode, digestDue } from '../domain/digest.ts';
import { writeLog } from './record.ts';
import { type Delivery, deliveryRow, toDelivery } from './rows.ts';

/** Puts a claimed message into the collection that goes out at the end of the hour or the day. */
export async function collect(ctx: NotificationCtx, delivery: Delivery, mode: DigestMode, zone: string): Promise<null> {
  await ctx.db.transaction(async tx => {
    const due = digestDue(ctx.now(), zone, mode);
    const digestId = (await waitingDigest(ctx, tx, delivery, due)) ?? (await newDigest(ctx, tx, delivery, due));
    const touched = await tx.run`
      update deliveries set state = 'collected', digest_id = ${digestId}, lease = null, due_at = ${due}
      where id = ${delivery.id} and state = 'sending' and lease = ${delivery.lease}`;
    if (touched > 0) await writeLog(ctx, tx, [delivery], { outcome: 'collected' });
  });
  return null;
}

async function waitingDigest(ctx: NotificationCtx, tx: Tx, { userId, channel }: Delivery, due: Instant) {
  const found = await tx.maybe({ id: col.uuid })`
    select id from deliveries
    where user_id = ${userId} and type = 'digest' and channel = ${channel} and state = 'pending' and attempts = 0
      and due_at > ${ctx.now()} and due_at <= ${due}
    order by due_at limit 1 for update`;
  return found?.id;
}

/** Named by the end of its window. When another sender has made the same just now, that one is taken; when that is on its
 * way already, the message gets a collection of its own. */
async function newDigest(
  ctx: NotificationCtx,
  tx: Tx,
  { id, userId, channel }: Delivery,
  due: Instant,
): Promise<string> {
  const insert = (key: string) => tx.maybe({ id: col.uuid })`
    insert into deliveries as known
      (id, notification_id, user_id, type, key, channel, variables, due_at, created_at)
    values (${ctx.id()}, ${ctx.id()}, ${userId}, 'digest', ${key}, ${channel}, '{}', ${due}, ${ctx.now()})
    on conflict on constraint deliveries_once do update set due_at = excluded.due_at
    where known.state = 'pending' and known.attempts = 0
    returning id`;
  const digest = (await insert(due)) ?? (await insert(`${due}|${id}`));
  return digest!.id;
}

/** The messages of a collection, oldest first. */
export async function itemsOf(ctx: NotificationCtx, digestId: string): Promise<Delivery[]> {
  const rows = await ctx.db.many(deliveryRow)`
    select ${deliveryRow} from deliveries where digest_id = ${digestId} and state = 'collected'
    order by created_at, id`;
  return rows.map(toDelivery);
}

/** Counts a message against its hour; false if the hour's limit is reached. */
export async function admit(ctx: NotificationCtx, delivery: Delivery, perHour: number): Promise<boolean> {
  if (delivery.admitted) return true;
  const hour = `${ctx.now().slice(0, 13)}:00:00.000Z`;
  const { admitted } = await ctx.db.one({ admitted: col.bool })`
    with counted as (
      insert into send_counts as known (user_id, channel, hour, sent)
      values (${delivery.userId}, ${delivery.channel}, ${hour}, 1)
      on conflict (user_id, channel, hour) do update set sent = known.sent + 1 where known.sent < ${perHour}
      returning sent),
    marked as (
      update deliveries set admitted = true
      where id = ${delivery.id} and lease = ${delivery.lease} and exists (select from counted))
    select exists (select from counted) as admitted`;
  return admitted;
}
