// Events by way of RabbitMQ (3.10 or later), when the services run in several processes.

import type { Transport } from '../event.ts';
import { type RabbitLog, rabbitLink } from './rabbit-link.ts';
import { rabbitPublisher } from './rabbit-publisher.ts';
import { rabbitSubscription } from './rabbit-subscription.ts';
import { rabbitTopology } from './rabbit-topology.ts';

export interface RabbitOptions {
  /** `amqp://user:password@host:5672/vhost`, or `amqps://` */
  url: string;
  /** The services of the whole platform that subscribe to a type, also those in other processes. */
  consumersOf: (type: string) => readonly string[];
  log: RabbitLog;
  /** What the names of exchanges and queues begin with. */
  prefix?: string;
  /** How often a queue tries a message before it goes to the dead queue, from where it is delivered after all. */
  deliveryLimit?: number;
}

/**
 * Connects to RabbitMQ. An event is held once every consumer's queue has it, or when its type has no consumer. Throws a
 * sentence if the broker refuses the address; a broker that is away makes the transport unhealthy until it is back.
 */
export async function rabbitTransport(options: RabbitOptions): Promise<Transport> {
  const { log, consumersOf } = options;
  const link = await rabbitLink(options.url, log);
  const topology = rabbitTopology(options.prefix ?? 'agora', options.deliveryLimit);
  const publisher = rabbitPublisher({ link, topology, consumersOf, log });
  const subscriptions = new Set<{ stop(): Promise<void> }>();

  return {
    send: events => publisher.send(events),
    async subscribe(service, types, deliver) {
      const subscription = await rabbitSubscription({ link, topology, service, types, deliver, log });
      subscriptions.add(subscription);
      return {
        async stop() {
          subscriptions.delete(subscription);
          await subscription.stop();
        },
      };
    },
    describe: link.describe,
    healthy: link.up,
    async close() {
      await Promise.all([publisher.close(), ...[...subscriptions].map(subscription => subscription.stop())]);
      await link.close();
    },
  };
}
