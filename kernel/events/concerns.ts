// Which of the events that come are any business of a service. What is not never costs it a row.

import type { Envelope } from '../event.ts';
import type { Subscription } from '../service.ts';

/**
 * Says of an event whether one of the subscriptions to its type wants it. An event nobody subscribes to is held as
 * before. One that a predicate cannot read is held too: then it fails in the inbox, where it is seen and tried again, and
 * not in the transport, where it would hold up what is behind it.
 */
export function concernsOf(subscriptions: readonly Subscription[]): (event: Envelope) => boolean {
  const byType = Map.groupBy(subscriptions, ({ event }) => event.type);
  return ({ type, data }) => {
    const subscribed = byType.get(type);
    return !subscribed || subscribed.some(each => wants(each, data));
  };
}

function wants({ concerns }: Subscription, data: Record<string, unknown>): boolean {
  try {
    return concerns?.(data as never) ?? true;
  } catch {
    return true;
  }
}
