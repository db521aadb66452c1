// An event is a fact in the past tense, owned by one service, carried as a CloudEvents 1.0 envelope.

import type { z } from 'zod';
import type { Instant } from './time.ts';

export interface Event<D extends z.ZodObject = z.ZodObject, T extends string = string> {
  type: T;
  version: number;
  /** The field of `data` that names the aggregate; order is kept per aggregate. */
  subject: string;
  data: D;
  summary: string;
}

/**
 * Declares an event: the seed's name, the version of its data, the field that names the aggregate, the data and one
 * sentence for the catalogue. Events carry ids, never personal data.
 */
export function event<const T extends string, D extends z.ZodObject>(
  type: T,
  version: number,
  subject: keyof z.output<D> & string,
  data: D,
  summary: string,
): Event<D, T> {
  return { type, version, subject, data, summary };
}

export type DataOf<E extends Event> = z.output<E['data']>;

/** One event under way (CloudEvents 1.0 with the `sequence`, `traceparent` extensions). */
export interface Envelope {
  specversion: '1.0';
  id: string;
  type: string;
  /** `/agora/ticket` */
  source: string;
  subject: string;
  /** The aggregate's version, 1 and up. */
  sequence: number;
  time: Instant;
  /** `urn:agora:event:ticket.created:1` */
  dataschema: string;
  traceparent?: string;
  data: Record<string, unknown>;
}

/** Moves events from the owners' outboxes to the subscribers' inboxes. */
export interface Transport {
  /** Hands over a batch of one service; resolves with the ids that every subscriber's queue or inbox now holds.
   * Events of one subject are in order, and none is handed over before its predecessor is held. */
  send(events: readonly Envelope[]): Promise<Set<string>>;
  /** Calls `deliver` with the events of the given types; they count as taken once it resolved. */
  subscribe(
    service: string,
    types: readonly string[],
    deliver: (events: readonly Envelope[]) => Promise<void>,
  ): Promise<{ stop(): Promise<void> }>;
  describe(): string;
  healthy(): boolean;
  close(): Promise<void>;
}
