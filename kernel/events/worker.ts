// Handles the events of one service's inbox: a batch shares a transaction, and when one of it fails each is run alone.

import { current, makeCall, runUnder } from '../call.ts';
import { messageOf } from '../errors.ts';
import type { Event } from '../event.ts';
import type { Database, Tx } from '../sql/database.ts';
import { childOf } from '../telemetry/trace.ts';
import type { Clock, Instant } from '../time.ts';
import { claimEvents, type InboxRow, pendingEvents, recordFailure } from './inbox.ts';

export interface EventMeta {
  id: string;
  type: string;
  subject: string;
  sequence: number;
  time: Instant;
  source: string;
}

/** What one subscription does with an event; `prepare` runs before the transaction and may call other services. */
export interface Handler {
  event: Event;
  /** Asked again here: another subscription to the same type may be why the event was held. */
  concerns: ((data: never) => boolean) | undefined;
  prepare: ((data: never, meta: EventMeta) => Promise<unknown>) | undefined;
  handle: (data: never, tx: Tx, meta: EventMeta, prepared: unknown) => Promise<void>;
}

export interface WorkerOptions {
  db: Database;
  service: string;
  clock: Clock;
  handlers: readonly Handler[];
  random: () => number;
  onFailure: (event: InboxRow, error: unknown, parked: boolean) => void;
  /** Told of each event that was handled: under which trace, and when in milliseconds since the epoch. */
  onHandled: (event: InboxRow, span: HandledSpan) => void;
}

export interface HandledSpan {
  traceparent: string;
  startMs: number;
  endMs: number;
}

const batchSize = 100;

/** Builds the function that handles one batch; it gives true if there may be more at once. */
export function inboxWorker(options: WorkerOptions): () => Promise<boolean> {
  const { db, service, clock, handlers, random } = options;
  const byType = Map.groupBy(handlers, handler => handler.event.type);

  const under = <T>(event: InboxRow, run: () => Promise<T>): Promise<T> => {
    const traceparent = childOf(event.traceparent);
    const call = makeCall({ via: service, requestId: event.id, traceparent, deadlineMs: Infinity });
    return runUnder({ ...current(), call }, run);
  };

  const subscribedTo = ({ type, data }: InboxRow): Handler[] =>
    (byType.get(type) ?? []).filter(({ concerns }) => concerns?.(data as never) ?? true);

  async function prepareOne(event: InboxRow): Promise<unknown[]> {
    const subscribed = subscribedTo(event);
    if (!subscribed.some(({ prepare }) => prepare)) return [];
    return under(event, () =>
      Promise.all(subscribed.map(({ prepare }) => prepare?.(event.data as never, metaOf(event)))),
    );
  }

  async function handleIn(tx: Tx, event: InboxRow, prepared: unknown[]): Promise<HandledSpan> {
    const startMs = wallMs();
    for (const [index, { handle }] of subscribedTo(event).entries())
      await handle(event.data as never, tx, metaOf(event), prepared[index]);
    return { traceparent: current()!.call!.traceparent, startMs, endMs: wallMs() };
  }

  async function handleTogether(events: readonly InboxRow[]): Promise<void> {
    const prepared = new Map(
      await Promise.all(events.map(async event => [event.id, await prepareOne(event)] as const)),
    );
    const spans = new Map<InboxRow, HandledSpan>();
    await db.transaction(async tx => {
      const claimed = new Set((await claimEvents(tx, events, clock.now())).map(({ id }) => id));
      for (const event of events)
        if (claimed.has(event.id))
          spans.set(event, await under(event, () => handleIn(tx, event, prepared.get(event.id)!)));
    });
    for (const [event, span] of spans) options.onHandled(event, span);
  }

  /** Runs each alone; a subject whose event fails gives up the rest of its turn, so that its order is kept. */
  async function handleApart(events: readonly InboxRow[]): Promise<void> {
    const blocked = new Set<string>();
    for (const event of events) {
      if (blocked.has(event.subject)) continue;
      try {
        await handleTogether([event]);
      } catch (error) {
        blocked.add(event.subject);
        const { parked } = await recordFailure(db, event.id, messageOf(error), clock.now(), random());
        options.onFailure(event, error, parked);
      }
    }
  }

  return async () => {
    const events = await pendingEvents(db, clock.now(), batchSize);
    if (events.length === 0) return false;
    // An event that failed before is run alone at once, so that it does not roll back its neighbours again.
    const [fresh, again] = [events.filter(e => e.attempts === 0), events.filter(e => e.attempts > 0)];
    const retrying = new Set(again.map(event => event.subject));
    const together = fresh.filter(event => !retrying.has(event.subject));
    const apart = events.filter(event => retrying.has(event.subject));
    if (together.length > 0) await handleTogether(together).catch(() => handleApart(together));
    await handleApart(apart);
    return true;
  };
}

const wallMs = (): number => performance.timeOrigin + performance.now();

const metaOf = (event: InboxRow): EventMeta => ({
  id: event.id,
  type: event.type,
  subject: event.subject,
  sequence: Number(event.sequence),
  time: event.occurred_at,
  source: event.source,
});
