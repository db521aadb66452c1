// An account is gone: nothing of the person stays here.

import { noteForgotten } from '#kernel/forgotten';
import type { Tx } from '#kernel/sql/database';
import type { NotificationCtx } from './definition.ts';
import { newsIn } from './ports/timeline.ts';

/** Deletes everything about a person; where they acknowledged for a home, that it was acknowledged stays. */
export async function forget(ctx: NotificationCtx, tx: Tx, userId: string): Promise<void> {
  await noteForgotten(tx, userId, ctx.now());
  await newsIn(tx).removeAll(userId);
  await tx.run`delete from deliveries where user_id = ${userId}`;
  await tx.run`delete from notification_logs where user_id = ${userId}`;
  await tx.run`delete from notification_preferences where user_id = ${userId}`;
  await tx.run`delete from notification_settings where user_id = ${userId}`;
  await tx.run`delete from device_tokens where user_id = ${userId}`;
  await tx.run`delete from send_counts where user_id = ${userId}`;
  await tx.run`delete from mailbox where user_id = ${userId}`;
  await tx.run`delete from building_staff where user_id = ${userId}`;
  await tx.run`delete from vendor_staff where user_id = ${userId}`;
  await tx.run`update emergencies set sent_by = null where sent_by = ${userId}`;
  await tx.run`
    update acknowledgements
    set people = array_remove(people, ${userId}::uuid), acknowledged_by = nullif(acknowledged_by, ${userId})
    where people @> array[${userId}]::uuid[]`;
}
