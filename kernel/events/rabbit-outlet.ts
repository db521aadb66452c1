// A channel that events leave by. It learns which queues are there; a new one learns anew.

import type { ConfirmChannel } from 'amqplib';
import type { Envelope } from '../event.ts';
import { contentType, encode } from './rabbit-envelope.ts';
import type { Link, RabbitLog } from './rabbit-link.ts';
import type { Topology } from './rabbit-topology.ts';

export interface OutletOptions {
  link: Link;
  topology: Topology;
  consumersOf: (type: string) => readonly string[];
  log: RabbitLog;
}

export interface Outlet {
  /** Resolves once the broker has put the event into its consumers' queues; rejects when that is not certain. */
  publish(event: Envelope): Promise<void>;
  onceClosed(then: () => void): void;
  close(): Promise<void>;
}

/** RabbitMQ 3.10 never tells a queue's consumers of its end if it is made anew within some 20 ms (measured). */
const remakeAfterMs = 1_000;

/** Opens a confirm channel; waits while the broker is away. */
export async function openOutlet({ link, topology, consumersOf, log }: OutletOptions): Promise<Outlet> {
  const channel = await link.connection.createConfirmChannel();
  /** Ids of events that no queue took: the broker confirms them too (amqplib #633), but after it returned them. */
  const returned = new Set<string>();
  /** Types whose consumers' queues are there. */
  const prepared = new Map<string, Promise<void>>();
  let remaking = false;

  channel.on('return', message => {
    returned.add(message.properties.messageId);
    if (remaking) return;
    // A queue is gone. Its subscriber makes it anew when told; if there is none, a batch after this moment does.
    remaking = true;
    setTimeout(() => {
      remaking = false;
      prepared.clear();
    }, remakeAfterMs).unref();
  });
  channel.on('error', error => log.warn({ reason: error.message }, 'RabbitMQ closed the channel of the publisher'));

  /** Consumers may start after the first event, so their queues are declared before it, on a channel that may fail. */
  async function declare(type: string): Promise<void> {
    const attempt = await link.connection.createChannel();
    attempt.on('error', () => {}); // The declaration that fails says so.
    for (const service of consumersOf(type)) await topology.declare(attempt, service, [type]);
    attempt.close().catch(() => {});
  }

  function prepare(type: string): Promise<void> {
    const known = prepared.get(type);
    if (known) return known;
    const preparing = declare(type);
    preparing.catch(() => prepared.delete(type));
    prepared.set(type, preparing);
    return preparing;
  }

  return {
    async publish(event) {
      await prepare(event.type);
      await confirmed(channel, topology.events, event);
      if (returned.delete(event.id)) throw new Error(`no queue took ${event.type}`);
    },
    onceClosed: then => channel.once('close', then),
    close: () => channel.close(),
  };
}

/** Resolves when the broker has answered for the event; rejects when the channel is lost first. */
function confirmed(channel: ConfirmChannel, exchange: string, event: Envelope): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const options = { persistent: true, mandatory: true, messageId: event.id, type: event.type, contentType };
  channel.publish(exchange, event.type, encode(event), options, error => (error ? reject(error) : resolve()));
  return promise;
}
