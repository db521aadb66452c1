// What became of messages: their rows, the delivery log and the events, in one transaction for all that ended meanwhile.
// Only the sender that still holds a message's lease may say so; what a slower one says after it is not heard.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { NotificationCtx } from '../definition.ts';
import { notificationFailed, notificationSent } from '../events.ts';
import { gathered } from '../gathered.ts';
import type { Delivery } from './rows.ts';

export interface Result {
  outcome: 'sent' | 'failed' | 'skipped' | 'retried' | 'deferred';
  /** When it is looked at again, where it is not over. */
  dueAt?: Instant;
  provider?: string;
  response?: string;
}

/** A message and what became of it. */
export interface Ending {
  delivery: Delivery;
  result: Result;
}

/** Builds what records results: false for a message that is no longer this sender's, or no longer there. Those that come
 * in while others are being recorded share one transaction after it. */
export const recorder = (ctx: NotificationCtx): ((ending: Ending) => Promise<boolean>) =>
  gathered(async endings => {
    const recorded = await ctx.db.transaction(tx => recordIn(ctx, tx, endings));
    return endings.map(({ delivery }) => recorded.has(delivery.id));
  });

/** Records results inside a transaction; gives the ids of the messages that were still this sender's. */
export async function recordIn(ctx: NotificationCtx, tx: Tx, endings: readonly Ending[]): Promise<Set<string>> {
  const now = ctx.now();
  const [deliveries, results] = [endings.map(({ delivery }) => delivery), endings.map(({ result }) => result)];
  const rows = await tx.many({ id: col.uuid })`
    with given as (
      select * from unnest(
        ${deliveries.map(each => each.id)}::uuid[], ${deliveries.map(each => each.lease)}::uuid[],
        ${results.map(({ outcome, dueAt }) => (dueAt ? 'pending' : outcome))}::text[],
        ${results.map(({ dueAt }) => dueAt ?? now)}::timestamptz[],
        ${results.map(({ outcome }) => (outcome === 'deferred' ? 0 : 1))}::int[],
        ${endings.map(() => ctx.id())}::uuid[], ${results.map(({ outcome }) => outcome)}::text[],
        ${results.map(({ provider }) => provider ?? null)}::text[], ${results.map(shortResponse)}::text[])
      as g (id, lease, state, due_at, tried, log_id, outcome, provider, response)),
    ended as (
      update deliveries d
      set state = g.state, lease = null, due_at = g.due_at, attempts = d.attempts + g.tried,
          finished_at = case when g.state <> 'pending' then ${now}::timestamptz end
      from given g where d.id = g.id and d.state = 'sending' and d.lease = g.lease
      returning d.id, d.notification_id, d.user_id, d.type, d.channel, d.attempts + 1 - g.tried as attempt,
                g.log_id, g.outcome, g.provider, g.response),
    logged as (
      insert into notification_logs
        (id, at, delivery_id, notification_id, user_id, type, channel, outcome, provider, response, attempt)
      select log_id, ${now}, id, notification_id, user_id, type, channel, outcome, provider, response, attempt
      from ended)
    select id from ended`;
  const recorded = new Set(rows.map(({ id }) => id));
  for (const { delivery, result } of endings)
    if (recorded.has(delivery.id)) await announce(ctx, tx, [delivery], result);
  return recorded;
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

/** What a provider said, as a text column takes it: that one knows no NUL. */
const shortResponse = ({ response }: Pick<Result, 'response'>): string | null =>
  response?.slice(0, longestResponse).replaceAll('\0', '\ufffd') ?? null;

/** One line for each message in the delivery log. No address, number or link is among it: see `send.ts`. */
export async function writeLog(
  ctx: NotificationCtx,
  tx: Tx,
  deliveries: readonly Delivery[],
  result: Omit<Result, 'outcome'> & { outcome: Result['outcome'] | 'collected' },
): Promise<void> {
  await tx.run`
    insert into notification_logs
      (id, at, delivery_id, notification_id, user_id, type, channel, outcome, provider, response, attempt)
    select d.id, ${ctx.now()}::timestamptz, d.delivery_id, d.notification_id, d.user_id, d.type, d.channel,
           ${result.outcome}::text, ${result.provider ?? null}::text, ${shortResponse(result)}::text, d.attempt
    from unnest(${deliveries.map(() => ctx.id())}::uuid[], ${deliveries.map(each => each.id)}::uuid[],
                ${deliveries.map(each => each.notificationId)}::uuid[], ${deliveries.map(each => each.userId)}::uuid[],
                ${deliveries.map(each => each.type)}::text[], ${deliveries.map(each => each.channel)}::text[],
                ${deliveries.map(each => each.attempts + 1)}::int[])
      as d (id, delivery_id, notification_id, user_id, type, channel, attempt)`;
}

async function announce(ctx: NotificationCtx, tx: Tx, deliveries: readonly Delivery[], result: Result): Promise<void> {
  const { outcome } = result;
  const reason = shortResponse(result) ?? '';
  for (const { notificationId, userId, type, channel } of deliveries) {
    const facts = { notificationId, userId, type, channel };
    if (outcome === 'sent') await ctx.publish(tx, notificationSent, facts);
    if (outcome === 'failed') await ctx.publish(tx, notificationFailed, { ...facts, reason });
  }
}
