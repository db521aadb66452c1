// The exchanges and queues of the events. Only arguments that RabbitMQ 3.10 and 4 both take, with one meaning.

import type { Channel } from 'amqplib';

export interface Topology {
  /** The topic exchange of all events; the routing key is the event's type. */
  events: string;
  /** Where a queue sends what it gives up; the routing key is the service. */
  dead: string;
  queueOf(service: string): string;
  deadQueueOf(service: string): string;
  /** Declares a service's queues and binds these types to it; what exists already stays. */
  declare(channel: Channel, service: string, types: readonly string[]): Promise<void>;
}

/**
 * RabbitMQ 4 gives a message up after 20 deliveries, 3.10 never. We never refuse a message, so that only lost
 * connections count, and giving one up would put it behind its successors: the limit is out of reach on both. The dead
 * queue is for the limit an operator's policy may set.
 */
const unreachableLimit = 1_000_000;

/** Names everything `<prefix>.…`, so that two platforms can share a broker. */
export function rabbitTopology(prefix: string, deliveryLimit = unreachableLimit): Topology {
  const [events, dead] = [`${prefix}.events`, `${prefix}.dead`];
  const queueOf = (service: string) => `${prefix}.${service}`;
  const deadQueueOf = (service: string) => `${prefix}.${service}.dead`;
  const replicated = {
    'x-queue-type': 'quorum',
    // Two processes of a service taking turns would overtake each other; the second stands by instead.
    'x-single-active-consumer': true,
  };

  return {
    events,
    dead,
    queueOf,
    deadQueueOf,
    async declare(channel, service, types) {
      await channel.assertExchange(events, 'topic', { durable: true });
      await channel.assertExchange(dead, 'direct', { durable: true });
      await channel.assertQueue(deadQueueOf(service), {
        durable: true,
        arguments: { ...replicated, 'x-delivery-limit': unreachableLimit },
      });
      await channel.bindQueue(deadQueueOf(service), dead, service);
      await channel.assertQueue(queueOf(service), {
        durable: true,
        arguments: {
          ...replicated,
          'x-delivery-limit': deliveryLimit,
          'x-dead-letter-exchange': dead,
          'x-dead-letter-routing-key': service,
          // The default strategy may lose a message on its way; this one needs the overflow setting beside it.
          'x-dead-letter-strategy': 'at-least-once',
          'x-overflow': 'reject-publish',
        },
      });
      for (const type of types) await channel.bindQueue(queueOf(service), events, type);
    },
  };
}
