// Takes a service's events from its queue and hands them over in batches, one at a time, in the queue's order.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel, ConsumeMessage } from 'amqplib';
import type { Envelope } from '../event.ts';
import { decode } from './rabbit-envelope.ts';
import { type Link, type RabbitLog, within } from './rabbit-link.ts';
import type { Topology } from './rabbit-topology.ts';

export interface SubscriptionOptions {
  link: Link;
  topology: Topology;
  service: string;
  types: readonly string[];
  deliver: (events: readonly Envelope[]) => Promise<void>;
  log: RabbitLog;
}

const prefetch = 500;
const batchSize = 200;
const stopTimeoutMs = 5_000;
const closeTimeoutMs = 2_000;
const startTimeoutMs = 3_000;
const deliverBackoff = { fromMs: 50, toMs: 2_000 };
const consumeBackoff = { fromMs: 100, toMs: 2_000 };
const preconditionFailed = 406;

/** One channel's life. Messages belong to the channel they came by: when it is gone, the broker sends them again. */
interface Session {
  channel: Channel;
  arrived: ConsumeMessage[];
  ended: AbortController;
}

/**
 * Consumes until stopped, across lost connections and deleted queues. Resolves once it consumes, or at once while the
 * broker is away. A queue may hold types that this release of the service does not know, as another release may have
 * subscribed to them: they are delivered too. Throws if the broker has the queue with other settings.
 */
export async function rabbitSubscription(options: SubscriptionOptions): Promise<{ stop(): Promise<void> }> {
  const { link, service, log } = options;
  const stopping = new AbortController();
  const started = Promise.withResolvers<void>();
  const deliveries = inTurn(options);
  let refusal: Error | undefined;
  let session: Session | undefined;

  async function consumeUntilClosed(): Promise<void> {
    const { own, closed } = await openSession(options);
    try {
      if (stopping.signal.aborted) return;
      session = own;
      await deliveries.consume(own);
      started.resolve();
      await closed;
    } finally {
      await within(own.channel.close(), closeTimeoutMs);
    }
  }

  async function run(): Promise<void> {
    let waitMs = consumeBackoff.fromMs;
    while (!stopping.signal.aborted) {
      const begunAtMs = performance.now();
      await consumeUntilClosed().catch((error: Error & { code?: unknown }) => {
        if (error.code === preconditionFailed) refusal = error;
        if (refusal) started.resolve();
        if (!stopping.signal.aborted) log.warn({ service, reason: error.message }, 'Could not consume; trying again');
      });
      if (performance.now() - begunAtMs > consumeBackoff.toMs) waitMs = consumeBackoff.fromMs;
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
      waitMs = Math.min(consumeBackoff.toMs, waitMs * 2);
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    if (!session) return;
    end(session);
    await within(deliveries.idle(), stopTimeoutMs);
    // No basic.cancel: the next process's consumer would then begin before what we did not take is back in the queue.
    await within(session.channel.close(), closeTimeoutMs);
  }

  void run();
  if (link.up()) await within(started.promise, startTimeoutMs);
  if (refusal) {
    await stop();
    const advice = 'delete it when it is empty; it is made anew';
    throw new Error(`the queue of ${service} in RabbitMQ has other settings: ${advice} (${refusal.message})`);
  }
  return { stop };
}

/** Opens a channel with the service's queues declared; waits while the broker is away. */
async function openSession({ link, topology, service, types, log }: SubscriptionOptions) {
  const channel = await link.connection.createChannel();
  const own: Session = { channel, arrived: [], ended: new AbortController() };
  const closed = Promise.withResolvers<void>();
  channel.on('error', error => log.warn({ service, reason: error.message }, 'RabbitMQ closed a channel of a queue'));
  channel.once('close', () => {
    end(own);
    closed.resolve();
  });
  await topology.declare(channel, service, types);
  await channel.prefetch(prefetch);
  return { own, closed: closed.promise };
}

/** Forgets what was not handed over; it comes again, to us or to whoever consumes next. */
function end({ ended, arrived }: Session): void {
  ended.abort();
  arrived.length = 0;
}

/** Delivers one batch at a time, also when one from a lost channel is still under way. */
function inTurn(options: SubscriptionOptions) {
  const { topology, service } = options;
  let session: Session | undefined;
  let working: Promise<void> | undefined;

  async function work(): Promise<void> {
    while (session && session.arrived.length > 0) await deliverBatch(session, options);
    working = undefined;
  }

  function arrive(at: Session, message: ConsumeMessage | null): void {
    // Null says that the broker ended the consumer, as when the queue was deleted.
    if (message === null) at.channel.close().catch(() => {});
    if (message === null || at.ended.signal.aborted) return;
    at.arrived.push(message);
    working ??= work();
  }

  return {
    /** Both queues go by one channel: its delivery tags number their messages in the order they arrive. */
    async consume(own: Session): Promise<void> {
      session = own;
      for (const queue of [topology.queueOf(service), topology.deadQueueOf(service)])
        await own.channel.consume(queue, message => arrive(own, message));
    },
    idle: () => Promise.resolve(working),
  };
}

/** Hands over what is there, again and again until it is taken or its channel is gone, and acknowledges it. */
async function deliverBatch({ channel, arrived, ended }: Session, options: SubscriptionOptions): Promise<void> {
  const { service, deliver, log } = options;
  const batch = arrived.splice(0, batchSize);
  const events = batch.flatMap(message => read(message, options));
  let waitMs = deliverBackoff.fromMs;
  while (events.length > 0) {
    try {
      await deliver(events);
      break;
    } catch (error) {
      log.warn({ service, err: error, events: events.length }, 'Events could not be taken; trying again');
    }
    await sleep(waitMs, undefined, { signal: ended.signal }).catch(() => {});
    if (ended.signal.aborted) return;
    waitMs = Math.min(deliverBackoff.toMs, waitMs * 2);
  }
  try {
    channel.ack(batch.at(-1)!, true);
  } catch {
    // The channel is gone, so the messages come again.
  }
}

/** What is no event can never be taken; it must not hold up what is behind it. */
function read(message: ConsumeMessage, { service, log }: SubscriptionOptions): Envelope[] {
  const event = decode(message.content);
  if (event) return [event];
  const content = message.content.toString().slice(0, 2_000);
  const { routingKey } = message.fields;
  log.error(
    { service, routingKey, content },
    'Took a message off the queue that is not an event; only this line keeps it',
  );
  return [];
}
