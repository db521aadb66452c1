// Publishes batches of events, each subject's in order.

import type { Envelope } from '../event.ts';
import { within } from './rabbit-link.ts';
import { type Outlet, type OutletOptions, openOutlet } from './rabbit-outlet.ts';

export interface Publisher {
  /** Resolves with the ids that the broker holds, after 5 s at the latest. Never throws for the broker's sake. */
  send(events: readonly Envelope[]): Promise<Set<string>>;
  /** Waits for what is being sent. */
  close(): Promise<void>;
}

/** A confirm may never come (amqplib #530), so a batch waits no longer than this. */
const batchTimeoutMs = 5_000;
const closeTimeoutMs = 2_000;

/** Makes a publisher on a link that may be down. */
export function rabbitPublisher(options: OutletOptions): Publisher {
  const { link, consumersOf, log } = options;
  const sending = new Set<Promise<unknown>>();
  let outlet: Promise<Outlet> | undefined;
  let confirmedAtMs = 0;
  let closed = false;

  function currentOutlet(): Promise<Outlet> {
    if (outlet) return outlet;
    const opening = openOutlet(options);
    const forget = () => {
      if (outlet === opening) outlet = undefined;
    };
    opening.then(opened => opened.onceClosed(forget), forget);
    return (outlet = opening);
  }

  /** True if the broker holds the event; false if the broker is known to be away; throws what else went wrong. */
  async function publish(event: Envelope): Promise<boolean> {
    if (consumersOf(event.type).length === 0) return true;
    if (!link.up()) return false;
    await (await currentOutlet()).publish(event);
    confirmedAtMs = performance.now();
    return true;
  }

  async function sendBatch(events: readonly Envelope[]): Promise<Set<string>> {
    const startedAtMs = performance.now();
    const { held, reasons, inTime } = await publishInOrder(events, publish);
    if (!inTime && confirmedAtMs < startedAtMs) {
      reasons.add(`nothing was confirmed within ${batchTimeoutMs} ms`);
      // Leaves a channel that confirms nothing, so that no more piles up behind it.
      outlet?.then(left => left.close()).catch(() => {});
      outlet = undefined;
    }
    if (reasons.size > 0)
      log.warn({ reasons: [...reasons], events: events.length - held.size }, 'Events stay in the outbox for now');
    return held;
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
      const closing = outlet?.then(last => last.close());
      if (closing) await within(closing, closeTimeoutMs);
    },
  };
}

/** Subjects go side by side; within one, an event leaves only after its predecessor is held. */
async function publishInOrder(events: readonly Envelope[], publish: (event: Envelope) => Promise<boolean>) {
  const held = new Set<string>();
  const reasons = new Set<string>();
  let over = false;

  async function publishSubject(subject: readonly Envelope[]): Promise<void> {
    for (const event of subject) {
      if (!(await publish(event)) || over) return;
      held.add(event.id);
    }
  }

  const subjects = [...Map.groupBy(events, event => event.subject).values()].map(subject =>
    publishSubject(subject).catch(error => reasons.add(error instanceof Error ? error.message : String(error))),
  );
  const inTime = await within(Promise.all(subjects), batchTimeoutMs);
  over = true;
  return { held, reasons, inTime };
}
