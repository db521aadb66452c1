// One message to one person on one channel, as the table has it.

import { col, row } from '#kernel/sql/columns';
import type { Instant } from '#kernel/time';
import type { Channel, TypeName } from '../domain/types.ts';

export type Variables = Readonly<Record<string, unknown>>;

export interface Delivery {
  id: string;
  notificationId: string;
  userId: string | null;
  requestId: string | null;
  /** Of somebody without an account: order knows the address by it. */
  guestOrderId: string | null;
  type: TypeName;
  channel: Channel;
  variables: Variables;
  test: boolean;
  /** Whoever holds it may record what became of it. */
  lease: string | null;
  attempts: number;
  admitted: boolean;
  createdAt: Instant;
}

export const deliveryRow = row({
  id: col.uuid,
  notification_id: col.uuid,
  user_id: col.uuid.orNull,
  request_id: col.uuid.orNull,
  guest_order_id: col.uuid.orNull,
  type: col.text,
  channel: col.text,
  variables: col.json<Variables>(),
  test: col.bool,
  lease: col.uuid.orNull,
  attempts: col.int,
  admitted: col.bool,
  created_at: col.instant,
});

export const toDelivery = (found: {
  id: string;
  notification_id: string;
  user_id: string | null;
  request_id: string | null;
  guest_order_id: string | null;
  type: string;
  channel: string;
  variables: Variables;
  test: boolean;
  lease: string | null;
  attempts: number;
  admitted: boolean;
  created_at: Instant;
}): Delivery => ({
  id: found.id,
  notificationId: found.notification_id,
  userId: found.user_id,
  requestId: found.request_id,
  guestOrderId: found.guest_order_id,
  type: found.type as TypeName,
  channel: found.channel as Channel,
  variables: found.variables,
  test: found.test,
  lease: found.lease,
  attempts: found.attempts,
  admitted: found.admitted,
  createdAt: found.created_at,
});
