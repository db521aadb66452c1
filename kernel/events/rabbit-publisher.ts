// Publishes events: an event is held once the broker has confirmed it and has not returned it.

import type { ConfirmChannel } from 'amqplib';
import type { Envelope } from '../event.ts';
import { contentType, encode } from './rabbit-envelope.ts';
import { type Link, type RabbitLog, within } from './rabbit-link.ts';
import type { Topology } from './rabbit-topology.ts';

export interface PublisherOptions {
  link: Link;
  topology: Topology;
  consumersOf: (type: string) => readonly string[];
  log: RabbitLog;
}

export interface Publisher {
  send(events: readonly Envelope[]): Promise<Set<string>>;
  close(): Promise<void>;
}

/** A confirm may never come (amqplib #530), so a batch waits no longer than this. */
const batchTimeoutMs = 5_000;
const closeTimeoutMs = 2_000;
/** RabbitMQ 3.10 never tells a queue's consumers of its end if it is made anew within some 20 ms (measured). */
const remakeAfterMs = 1_000;

/** A channel with what was learnt on it; a new one learns anew, since the broker may have lost its queues meanwhile. */
interface Outlet {
  channel: ConfirmChannel;
  /** Ids of events that no queue took; the broker confirms those too (amqplib #633). */
  returned: Set<string>;
  /** Types whose consumers' queues are there. */
  prepared: Map<string, Promise<void>>;
}

/** Publishes to the topic exchange; never throws for the broker's sake. */
export function rabbitPublisher({ link, topology, consumersOf, log }: PublisherOptions): Publisher {
  let outlet: Promise<Outlet> | undefined;
  let declaring: Promise<unknown> = Promise.resolve();
  let confirmedAtMs = 0;
  const sending = new Set<Promise<unknown>>();
  let closed = false;

  async function open(): Promise<Outlet> {
    const channel = await link.connection.createConfirmChannel();
    const returned = new Set<string>();
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
    return { channel, returned, prepared };
  }

  function currentOutlet(): Promise<Outlet> {
    if (outlet) return outlet;
    const opening = open();
    const forget = () => {
      if (outlet === opening) outlet = undefined;
    };
    opening.then(({ channel }) => channel.once('close', forget), forget);
    return (outlet = opening);
  }

  /** Consumers may start after the first event, so their queues are declared before it, on a channel that may fail. */
  async function declare(type: string): Promise<void> {
    const channel = await link.connection.createChannel();
    channel.on('error', () => {}); // The declaration that fails says so.
    for (const service of consumersOf(type)) await topology.declare(channel, service, [type]);
    await channel.close();
  }

  function prepare(type: string, { prepared }: Outlet): Promise<void> {
    const known = prepared.get(type);
    if (known) return known;
    const preparing = declaring.then(() => declare(type));
    declaring = preparing.catch(() => prepared.delete(type));
    prepared.set(type, preparing);
    return preparing;
  }

  /** True if the broker holds the event; false if the broker is known to be away; throws what else went wrong. */
  async function publish(event: Envelope): Promise<boolean> {
    if (consumersOf(event.type).length === 0) return true;
    if (!link.up()) return false;
    const used = await currentOutlet();
    await confirmed(used.channel, topology.events, event);
    confirmedAtMs = performance.now();
    if (used.returned.delete(event.id)) throw new Error(`no queue took ${event.type}`);
    return true;
  }

  async function sendBatch(events: readonly Envelope[]): Promise<Set<string>> {
    const startedAtMs = performance.now();
    const held = new Set<string>();
    const reasons = new Set<string>();
    let over = false;

    // Subjects go side by side; within one, an event leaves only after its predecessor is held.
    const subjects = [...Map.groupBy(events, event => event.subject).values()];
    const inTime = await within(
      Promise.all(
        subjects.map(async chain => {
          for (const event of chain) {
            const done = await publish(event).catch(error => {
              reasons.add(error instanceof Error ? error.message : String(error));
              return false;
            });
            if (!done || over) return;
            held.add(event.id);
          }
        }),
      ),
      batchTimeoutMs,
    );
    over = true;
    if (!inTime && confirmedAtMs < startedAtMs) {
      reasons.add(`nothing was confirmed within ${batchTimeoutMs} ms`);
      await abandon();
    }
    if (reasons.size > 0)
      log.warn({ reasons: [...reasons], events: events.length - held.size }, 'Events stay in the outbox for now');
    return held;
  }

  /** Leaves a channel that confirms nothing, so that no more piles up behind it. */
  async function abandon(): Promise<void> {
    const left = outlet;
    outlet = undefined;
    left?.then(({ channel }) => channel.close()).catch(() => {});
  }

  return {
    async send(events) {
      if (closed) return new Set();
      const batch = sendBatch(events);
      sending.add(batch);
      return batch.finally(() => sending.delete(batch));
    },
    async close() {
      closed = true;
      await Promise.allSettled(sending);
      if (outlet)
        await within(
          outlet.then(({ channel }) => channel.close()),
          closeTimeoutMs,
        );
    },
  };
}

/** Resolves when the broker has the message, or has returned it; rejects when the channel is lost first. */
function confirmed(channel: ConfirmChannel, exchange: string, event: Envelope): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const options = { persistent: true, mandatory: true, messageId: event.id, type: event.type, contentType };
  channel.publish(exchange, event.type, encode(event), options, error => (error ? reject(error) : resolve()));
  return promise;
}
