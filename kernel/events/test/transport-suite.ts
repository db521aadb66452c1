// What every transport of the events must do, whichever it is.

import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Envelope, Transport } from '../../event.ts';
import { anEvent, eventsOf, relay } from './envelopes.ts';

/** A subscriber's inbox: what was delivered, and what is left of it without duplicates. */
export function inbox() {
  const delivered: Envelope[] = [];
  const unique = () => [...new Map(delivered.map(event => [event.id, event])).values()];
  return {
    delivered,
    unique,
    deliver: async (events: readonly Envelope[]) => {
      delivered.push(...events);
    },
    /** Waits for exactly these events, and checks that no subject's were overtaken. */
    async holds(expected: readonly Envelope[], timeoutMs = 20_000): Promise<void> {
      await expect.poll(() => unique().length, { timeout: timeoutMs }).toBeGreaterThanOrEqual(expected.length);
      expect(bySubject(unique())).toEqual(bySubject(expected));
    },
  };
}

const bySubject = (events: readonly Envelope[]) => Map.groupBy(events, event => event.subject);

/** Registers the shared suite for one transport; `make` gives one that knows `consumersOf` and nothing from before. */
export function transportSuite(name: string, make: () => Promise<Transport>): void {
  const started = async () => {
    const transport = await make();
    onTestFinished(() => transport.close());
    return transport;
  };
  describe(name, { timeout: 30_000 }, () => {
    delivering(started);
    failing(started);
    ending(started);
  });
}

function delivering(started: () => Promise<Transport>): void {
  test('an event reaches every subscriber of its type and no other', async () => {
    const transport = await started();
    const [alpha, beta] = [inbox(), inbox()];
    await transport.subscribe('alpha', ['home.moved', 'bill.paid'], alpha.deliver);
    await transport.subscribe('beta', ['home.moved'], beta.deliver);
    const [paid, moved] = [eventsOf('bill.paid', ['b'], 2), eventsOf('home.moved', ['h'], 2)];
    expect(await transport.send([...paid, ...moved])).toEqual(new Set([...paid, ...moved].map(event => event.id)));
    await alpha.holds([...paid, ...moved]);
    await beta.holds(moved);
  });

  test('an event arrives as it was sent, with its trace', async () => {
    const transport = await started();
    const alpha = inbox();
    await transport.subscribe('alpha', ['bill.paid'], alpha.deliver);
    const event = { ...anEvent('bill.paid', 'b', 7), traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
    await relay(transport, [event]);
    await alpha.holds([event]);
  });

  test('2,000 events of 3 subjects, sent in batches, keep the order of each subject', async () => {
    const transport = await started();
    const alpha = inbox();
    await transport.subscribe('alpha', ['bill.paid'], alpha.deliver);
    const events = eventsOf('bill.paid', ['a', 'b', 'c'], 2_000);
    await relay(transport, events);
    await alpha.holds(events);
  });

  test('an event that nobody subscribes to is held at once', async () => {
    const transport = await started();
    const event = anEvent('bill.seen', 'b', 1);
    expect(await transport.send([event])).toEqual(new Set([event.id]));
  });

  test('a batch is delivered only after the one before it was taken', async () => {
    const transport = await started();
    const alpha = inbox();
    let underWay = 0;
    let most = 0;
    await transport.subscribe('alpha', ['bill.paid'], async events => {
      most = Math.max(most, ++underWay);
      await sleep(5);
      underWay--;
      await alpha.deliver(events);
    });
    const events = eventsOf('bill.paid', ['a', 'b', 'c', 'd'], 200);
    await relay(transport, events, 20);
    await alpha.holds(events);
    expect(most).toBe(1);
  });
}

function failing(started: () => Promise<Transport>): void {
  test('events that could not be taken three times arrive in the end, in order', async () => {
    const transport = await started();
    const [alpha, beta] = [inbox(), inbox()];
    let failures = 0;
    await transport.subscribe('alpha', ['home.moved'], async events => {
      if (failures < 3) throw new Error(`the database is away, ${++failures}`);
      await alpha.deliver(events);
    });
    await transport.subscribe('beta', ['home.moved'], beta.deliver);
    const events = eventsOf('home.moved', ['a', 'b', 'c'], 60);
    await relay(transport, events, 10);
    await alpha.holds(events);
    await beta.holds(events);
    expect(failures).toBe(3);
  });

  test('an event sent twice may arrive twice but never out of order', async () => {
    const transport = await started();
    const alpha = inbox();
    await transport.subscribe('alpha', ['bill.paid'], alpha.deliver);
    const events = eventsOf('bill.paid', ['a', 'b'], 40);
    await relay(transport, events.slice(0, 20));
    await relay(transport, events);
    await alpha.holds(events);
  });
}

function ending(started: () => Promise<Transport>): void {
  test('a subscriber that has stopped gets nothing more', async () => {
    const transport = await started();
    const [alpha, beta] = [inbox(), inbox()];
    const subscription = await transport.subscribe('alpha', ['home.moved'], alpha.deliver);
    await transport.subscribe('beta', ['home.moved'], beta.deliver);
    const [first, second] = eventsOf('home.moved', ['h'], 2);
    await relay(transport, [first!]);
    await alpha.holds([first!]);
    await subscription.stop();
    await relay(transport, [second!]);
    await beta.holds([first!, second!]);
    expect(alpha.unique()).toEqual([first]);
  });

  test('close waits for the delivery under way', async () => {
    const transport = await started();
    const begun = Promise.withResolvers<void>();
    let taken = false;
    await transport.subscribe('alpha', ['bill.paid'], async () => {
      begun.resolve();
      await sleep(200);
      taken = true;
    });
    const sent = transport.send([anEvent('bill.paid', 'b', 1)]);
    await begun.promise;
    await transport.close();
    expect(taken).toBe(true);
    await sent;
  });

  test('a transport that works says so and names itself', async () => {
    const transport = await started();
    expect(transport.healthy()).toBe(true);
    expect(transport.describe()).toMatch(/\w+/);
  });
}
