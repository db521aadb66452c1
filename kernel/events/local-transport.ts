// In one process, events go from the owner's outbox straight into the subscribers' inboxes, by batch insert.

import type { Envelope, Transport } from '../event.ts';

interface Subscriber {
  service: string;
  types: ReadonlySet<string>;
  deliver: (events: readonly Envelope[]) => Promise<void>;
}

/** The embedded transport: an event is held once every subscriber's inbox has it. */
export function localTransport(onError: (service: string, error: unknown) => void = () => {}): Transport {
  const subscribers = new Set<Subscriber>();
  const pending = new Set<Promise<unknown>>();

  async function handOver(subscriber: Subscriber, events: readonly Envelope[]): Promise<readonly Envelope[]> {
    const wanted = events.filter(event => subscriber.types.has(event.type));
    if (wanted.length === 0) return [];
    const delivery = subscriber.deliver(wanted);
    pending.add(delivery);
    try {
      await delivery;
      return [];
    } catch (error) {
      // The events stay in the outbox; subscribers that have them drop the repetition.
      onError(subscriber.service, error);
      return wanted;
    } finally {
      pending.delete(delivery);
    }
  }

  return {
    async send(events) {
      const missed = await Promise.all([...subscribers].map(subscriber => handOver(subscriber, events)));
      const held = new Set(events.map(event => event.id));
      for (const event of missed.flat()) held.delete(event.id);
      return held;
    },
    async subscribe(service, types, deliver) {
      const subscriber = { service, types: new Set(types), deliver };
      subscribers.add(subscriber);
      return {
        async stop() {
          subscribers.delete(subscriber);
        },
      };
    },
    describe: () => 'inside the process',
    healthy: () => true,
    async close() {
      subscribers.clear();
      await Promise.allSettled(pending);
    },
  };
}
