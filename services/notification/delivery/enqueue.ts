// From something that happened to one row for each person and channel. The row is the claim that makes a message single:
// the same event, type, person and channel never get a second one.

import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { NotificationCtx } from '../definition.ts';
import { isEnabled } from '../domain/preferences.ts';
import { channels, ruleOf, type TypeName } from '../domain/types.ts';
import { note } from './note.ts';
import type { Variables } from './rows.ts';
import { wake } from './wake.ts';

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
  const possible = channels.filter(channel => ruleOf(type).channels[channel] !== undefined);
  const people = [...new Set(userIds)];
  if (people.length === 0) return;
  for (const userId of people) {
    const about = { notificationId: ctx.id(), userId, type, key, variables, dueAt };
    for (const channel of possible) note(ctx, tx, { ...about, channel });
  }
  tx.afterCommit(() => {
    wake(ctx, possible);
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
  const about = { notificationId: ctx.id(), userId, requestId, type, key: requestId };
  note(ctx, tx, { ...about, channel: 'email', variables: {}, dueAt: ctx.now() });
  tx.afterCommit(() => wake(ctx, ['email']));
}

/** Notes that somebody without an account is to be told of their order, at the address they gave with it: order is asked
 * for that when the message is sent. */
export async function enqueueGuest(
  ctx: NotificationCtx,
  tx: Tx,
  { type, key, orderId, variables, dueAt = ctx.now() }: Omit<Notice, 'userIds'> & { orderId: string },
): Promise<void> {
  if (!isEnabled(type, 'email', [])) return;
  const about = { notificationId: ctx.id(), userId: null, guestOrderId: orderId, type, key };
  note(ctx, tx, { ...about, channel: 'email', variables, dueAt });
  tx.afterCommit(() => wake(ctx, ['email']));
}
