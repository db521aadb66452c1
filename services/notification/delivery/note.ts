// The rows of all messages a transaction is to bring about, in one statement at its end: a batch of events shares it.

import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { NotificationCtx } from '../definition.ts';
import { type Channel, ruleOf, type TypeName } from '../domain/types.ts';
import type { Variables } from './rows.ts';

export interface Noted {
  notificationId: string;
  userId: string | null;
  requestId?: string;
  guestOrderId?: string;
  type: TypeName;
  key: string;
  channel: Channel;
  variables: Variables;
  /** Not before then. */
  dueAt: Instant;
}
interface Row extends Noted {
  id: string;
  createdAt: Instant;
}

/** Notes a message; what its reader has switched off, or has no device for, is not even written, nor is anything for
 * whoever is gone. The rest is looked at again when it is sent. */
export const note = (ctx: NotificationCtx, tx: Tx, noted: Noted): void =>
  tx.beforeCommit(insertRows, { ...noted, id: ctx.id(), createdAt: ctx.now() });

/** Whether it goes to those who have chosen nothing; whoever has no account has nothing to choose. */
const usually = ({ type, channel, userId }: Row): boolean => userId === null || ruleOf(type).channels[channel] === true;

async function insertRows(tx: Tx, rows: readonly Row[]): Promise<void> {
  await tx.run`
    insert into deliveries
      (id, notification_id, user_id, request_id, guest_order_id, type, key, channel, variables, due_at, created_at)
    select d.id, d.notification_id, d.user_id, d.request_id, d.guest_order_id, d.type, d.key, d.channel, d.variables,
           d.due_at, d.created_at
    from unnest(
      ${rows.map(each => each.id)}::uuid[], ${rows.map(each => each.notificationId)}::uuid[],
      ${rows.map(each => each.userId)}::uuid[], ${rows.map(each => each.requestId ?? null)}::uuid[],
      ${rows.map(each => each.guestOrderId ?? null)}::uuid[], ${rows.map(each => each.type)}::text[],
      ${rows.map(each => each.key)}::text[], ${rows.map(each => each.channel)}::text[],
      ${rows.map(each => json(each.variables))}::jsonb[], ${rows.map(each => each.dueAt)}::timestamptz[],
      ${rows.map(each => each.createdAt)}::timestamptz[], ${rows.map(usually)}::boolean[],
      ${rows.map(({ type }) => ruleOf(type).locked ?? false)}::boolean[])
      as d (id, notification_id, user_id, request_id, guest_order_id, type, key, channel, variables, due_at, created_at,
            usual, locked)
    left join notification_preferences p on p.user_id = d.user_id and p.type = d.type and p.channel = d.channel
    where (d.locked or coalesce(p.enabled, d.usual))
      and not exists (select from forgotten_people f where f.user_id = d.user_id)
      and (d.channel <> 'push' or exists (select from device_tokens t where t.user_id = d.user_id))
    on conflict on constraint deliveries_once do nothing`;
}
