// The facts notification owns.

import { z } from 'zod';
import { Id } from '#kernel/contract';
import { event } from '#kernel/event';
import { channels } from './domain/types.ts';

const delivery = z.strictObject({
  notificationId: Id,
  userId: Id.nullable(),
  type: z.string(),
  channel: z.enum(channels),
});
export const notificationSent = event(
  'notification.sent',
  1,
  'notificationId',
  delivery,
  'A message was handed to its provider',
);
export const notificationFailed = event(
  'notification.failed',
  1,
  'notificationId',
  delivery.extend({ reason: z.string() }),
  'A message could not be delivered and will not be tried again',
);
