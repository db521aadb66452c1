// What became of a message: its row, the delivery log and the event, in one transaction. Only the sender that still holds
// the lease may say so; what a slower one says after it is not heard.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { NotificationCtx } from '../definition.ts';
import { notificationFailed, notificationSent } from '../events.ts';
import type { Delivery } from './rows.ts';

export interface Result {
  outcome: 'sent' | 'failed' | 'skipped' | 'retried' | 'deferred';
  /** When it is looked at again, where it is not over. */
  dueAt?: Instant;
  provider?: string;
  response?: string;
}

/** Records a result; false if the message is no longer this sender's, or no longer there. */
export const record = (ctx: NotificationCtx, delivery: Delivery, result: Result): Promise<boolean> =>
  ctx.db.transaction(tx => recordIn(ctx, tx, delivery, result));

/** The same inside a transaction. */
export async function recordIn(ctx: NotificationCtx, tx: Tx, delivery: Delivery, result: Result): Promise<boolean> {
  const { outcome, dueAt } = result;
  const now = ctx.now();
  const tried = outcome === 'deferred' ? 0 : 1;
  const touched = await tx.run`
    update deliveries
    set state = ${dueAt ? 'pending' : outcome}, lease = null, due_at = ${dueAt ?? now},
        finished_at = ${dueAt ? null : now}, attempts = attempts + ${tried}
    where id = ${delivery.id} and state = 'sending' and lease = ${delivery.lease}`;
  if (touched === 0) return false;
  await writeLog(ctx, tx, [delivery], result);
  await announce(ctx, tx, [delivery], result);
  return true;
}

/** Ends the messages that go out with a collection as it ends; gives how many. */
export async function recordItems(
  ctx: NotificationCtx,
  tx: Tx,
  items: readonly Delivery[],
  result: Result,
): Promise<number> {
  const rows = await tx.many({ id: col.uuid })`
    update deliveries set state = ${result.outcome}, finished_at = ${ctx.now()}
    where id = any(${items.map(item => item.id)}::uuid[]) and state = 'collected' returning id`;
  const ended = new Set(rows.map(({ id }) => id));
  const own = items.filter(item => ended.has(item.id));
  await writeLog(ctx, tx, own, result);
  await announce(ctx, tx, own, result);
  return own.length;
}

const longestResponse = 500;

/** One line for each message in the delivery log. No address, number or link is among it: see `send.ts`. */
export async function writeLog(
  ctx: NotificationCtx,
  tx: Tx,
  deliveries: readonly Delivery[],
  { outcome, provider, response }: Omit<Result, 'outcome'> & { outcome: Result['outcome'] | 'collected' },
): Promise<void> {
  await tx.run`
    insert into notification_logs
      (id, at, delivery_id, notification_id, user_id, type, channel, outcome, provider, response, attempt)
    select d.id, ${ctx.now()}::timestamptz, d.delivery_id, d.notification_id, d.user_id, d.type, d.channel,
           ${outcome}::text, ${provider ?? null}::text, ${response?.slice(0, longestResponse) ?? null}::text, d.attempt
    from unnest(${deliveries.map(() => ctx.id())}::uuid[], ${deliveries.map(each => each.id)}::uuid[],
                ${deliveries.map(each => each.notificationId)}::uuid[], ${deliveries.map(each => each.userId)}::uuid[],
                ${deliveries.map(each => each.type)}::text[], ${deliveries.map(each => each.channel)}::text[],
                ${deliveries.map(each => each.attempts + 1)}::int[])
      as d (id, delivery_id, notification_id, user_id, type, channel, attempt)`;
}

async function announce(
  ctx: NotificationCtx,
  tx: Tx,
  deliveries: readonly Delivery[],
  { outcome, response = '' }: Result,
): Promise<void> {
  for (const { notificationId, userId, type, channel } of deliveries) {
    const facts = { notificationId, userId, type, channel };
    if (outcome === 'sent') await ctx.publish(tx, notificationSent, facts);
    if (outcome === 'failed')
      await ctx.publish(tx, notificationFailed, { ...facts, reason: response.slice(0, longestResponse) });
  }
}
