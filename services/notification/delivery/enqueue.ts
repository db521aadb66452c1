// From something that happened to one row for each person and channel. The row is the claim that makes a message single:
// the same event, type, person and channel never get a second one.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { NotificationCtx } from '../definition.ts';
import { type Choice, isEnabled } from '../domain/preferences.ts';
import { type Channel, channels, type TypeName } from '../domain/types.ts';
import { choicesOf } from '../queries.ts';
import type { Variables } from './rows.ts';
import { wakeAll } from './wake.ts';

export interface Notice {
  type: TypeName;
  /** What happened, by its event's id or another name of its own. */
  key: string;
  userIds: readonly string[];
  variables: Variables;
  /** Not before then; at once unless told. */
  dueAt?: Instant;
}

/** Notes that people are to be told of something; it goes out once the transaction is committed. */
export async function enqueue(
  ctx: NotificationCtx,
  tx: Tx,
  { type, key, userIds, variables, dueAt = ctx.now() }: Notice,
): Promise<void> {
  const people = [...new Set(userIds)];
  if (people.length === 0) return;
  const choices = await choicesOf(tx, people);
  const reachable = await peopleWithDevices(tx, people);
  const wanted = people.flatMap(userId => {
    const notificationId = ctx.id();
    return channelsFor(type, choices.get(userId) ?? [], reachable.has(userId)).map(channel => ({
      id: ctx.id(),
      notificationId,
      userId,
      channel,
    }));
  });
  await tx.run`
    insert into deliveries (id, notification_id, user_id, channel, type, key, variables, due_at, created_at)
    select d.*, ${type}::text, ${key}::text, ${json(variables)}::jsonb, ${dueAt}::timestamptz, ${ctx.now()}::timestamptz
    from unnest(${wanted.map(each => each.id)}::uuid[], ${wanted.map(each => each.notificationId)}::uuid[],
                ${wanted.map(each => each.userId)}::uuid[], ${wanted.map(each => each.channel)}::text[]) as d
    on conflict on constraint deliveries_once do nothing`;
  tx.afterCommit(() => {
    wakeAll(ctx);
    hint(ctx, key);
  });
}

const hintMs = 3 * 24 * 3_600_000;

/** Lets other processes guess that this was dealt with; nothing is decided by it. */
function hint(ctx: NotificationCtx, key: string): void {
  ctx.keys
    .set(`dedupe:${key}`, '1', { ttlMs: hintMs })
    .catch(error => ctx.log.debug({ err: error }, 'no hint was kept'));
}

/** Notes that iam has a message for an address, perhaps one without an account: it goes by e-mail alone, and who and
 * where is asked when it is sent. */
export async function enqueueRequest(
  ctx: NotificationCtx,
  tx: Tx,
  { type, requestId, userId }: { type: TypeName; requestId: string; userId: string | null },
): Promise<void> {
  await tx.run`
    insert into deliveries
      (id, notification_id, user_id, request_id, type, key, channel, variables, due_at, created_at)
    values (${ctx.id()}, ${ctx.id()}, ${userId}, ${requestId}, ${type}, ${requestId}, 'email', '{}', ${ctx.now()},
            ${ctx.now()})
    on conflict on constraint deliveries_once do nothing`;
  tx.afterCommit(() => wakeAll(ctx));
}

/** Notes that somebody without an account is to be told of their order, at the address they gave with it: order is asked
 * for that when the message is sent. */
export async function enqueueGuest(
  ctx: NotificationCtx,
  tx: Tx,
  { type, key, orderId, variables, dueAt = ctx.now() }: Omit<Notice, 'userIds'> & { orderId: string },
): Promise<void> {
  if (!isEnabled(type, 'email', [])) return;
  await tx.run`
    insert into deliveries
      (id, notification_id, guest_order_id, type, key, channel, variables, due_at, created_at)
    values (${ctx.id()}, ${ctx.id()}, ${orderId}, ${type}, ${key}, 'email', ${json(variables)}, ${dueAt}, ${ctx.now()})
    on conflict on constraint deliveries_once do nothing`;
  tx.afterCommit(() => wakeAll(ctx));
}

/** What is switched off, or has nowhere to go, is not even noted; the rest is looked at again when it is sent. */
const channelsFor = (type: TypeName, choices: readonly Choice[], hasDevice: boolean): Channel[] =>
  channels.filter(channel => isEnabled(type, channel, choices) && (channel !== 'push' || hasDevice));

async function peopleWithDevices(tx: Tx, userIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.many({ user_id: col.uuid })`
    select distinct user_id from device_tokens where user_id = any(${userIds}::uuid[])`;
  return new Set(rows.map(found => found.user_id));
}
