// The loops that bring messages out, one for each channel.

import type { NotificationCtx } from '../definition.ts';
import { type Channel, channels } from '../domain/types.ts';

/** The name of a channel's loop. */
export const loopOf = (channel: Channel): string => `deliver:${channel}`;

/** There is something to send. */
export function wakeAll({ wake }: Pick<NotificationCtx, 'wake'>): void {
  for (const channel of channels) wake(loopOf(channel));
}
