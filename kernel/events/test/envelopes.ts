// Events for the tests of the transports, and a relay to send them.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Envelope, Transport } from '../../event.ts';

/** The platform of the suite: who subscribes to what. */
export const consumersOf = (type: string): readonly string[] =>
  ({ 'home.moved': ['alpha', 'beta'], 'bill.paid': ['alpha'] })[type] ?? [];

/** An event as an outbox would hold it; `sequence` counts within the subject. */
export const anEvent = (type: string, subject: string, sequence: number, id: string = randomUUID()): Envelope => ({
  specversion: '1.0',
  id,
  type,
  source: '/agora/suite',
  subject,
  sequence,
  time: '2026-11-20T16:03:33.123Z',
  dataschema: `urn:agora:event:${type}:1`,
  data: { note: 'ä "quoted" 漢字', nested: { list: [1, null] } },
});

/** So many events of one type, dealt to the subjects in turn. */
export const eventsOf = (type: string, subjects: readonly string[], count: number): Envelope[] =>
  Array.from({ length: count }, (_, index) =>
    anEvent(type, subjects[index % subjects.length]!, 1 + Math.floor(index / subjects.length)),
  );

/** Events whose ids are the same in every process. */
export const numberedEvents = (count: number): Envelope[] =>
  eventsOf('bill.paid', ['a', 'b', 'c'], count).map((event, index) => ({
    ...event,
    id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  }));

/** Sends as the relay does: what is not held is sent again, in its place. */
export async function relay(transport: Transport, events: readonly Envelope[], batchSize = 100): Promise<void> {
  let waiting = events;
  while (waiting.length > 0) {
    const held = await transport.send(waiting.slice(0, batchSize));
    waiting = waiting.filter(event => !held.has(event.id));
    if (held.size === 0) await sleep(20);
  }
}
