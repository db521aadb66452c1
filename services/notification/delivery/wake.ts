// The loops that bring messages out, one for each channel.

import type { NotificationCtx } from '../definition.ts';
import type { Channel } from '../domain/types.ts';

/** The name of a channel's loop. */
export const loopOf = (channel: Channel): string => `deliver:${channel}`;

/** There is something to send on these channels. */
export function wake({ wake: wakeLoop }: Pick<NotificationCtx, 'wake'>, due: readonly Channel[]): void {
  for (const channel of due) wakeLoop(loopOf(channel));
}
