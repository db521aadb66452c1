// The subscriber's side: an event is held once, handled once, retried alone, and parked rather than lost.

import type { Envelope } from '../event.ts';
import { col, type RowOf, row } from '../sql/columns.ts';
import type { Database, Queries, Tx } from '../sql/database.ts';
import { nothing, sql } from '../sql/tag.ts';
import { epochMs, type Instant, instantAt } from '../time.ts';

export const inboxRow = row({
  position: col.bigint,
  id: col.uuid,
  type: col.text,
  version: col.int,
  source: col.text,
  subject: col.text,
  sequence: col.bigint,
  occurred_at: col.instant,
  traceparent: col.text.orNull,
  data: col.json<Record<string, unknown>>(),
  attempts: col.int,
});
export type InboxRow = {
  position: bigint;
  id: string;
  type: string;
  version: number;
  source: string;
  subject: string;
  sequence: bigint;
  occurred_at: Instant;
  traceparent: string | null;
  data: Record<string, unknown>;
  attempts: number;
};

/** Holds a batch; duplicates and what lies behind a subject's horizon are dropped. Gives how many were new. */
export function holdEvents(db: Queries, events: readonly Envelope[], now: Instant): Promise<number> {
  const versions = events.map(event => Number(event.dataschema.slice(event.dataschema.lastIndexOf(':') + 1)));
  return db.run`
    insert into inbox (id, type, version, source, subject, sequence, occurred_at, traceparent, data, received_at)
    select e.id, e.type, e.version, e.source, e.subject, e.sequence, e.occurred_at, e.traceparent, e.data, ${now}
    from unnest(${events.map(e => e.id)}::uuid[], ${events.map(e => e.type)}::text[], ${versions}::int[],
                ${events.map(e => e.source)}::text[], ${events.map(e => e.subject)}::text[],
                ${events.map(e => e.sequence)}::bigint[], ${events.map(e => e.time)}::timestamptz[],
                ${events.map(e => e.traceparent ?? null)}::text[], ${events.map(e => JSON.stringify(e.data))}::jsonb[])
      with ordinality as e (id, type, version, source, subject, sequence, occurred_at, traceparent, data, ordinal)
    left join inbox_horizon h on h.source = e.source and h.subject = e.subject
    where h.sequence is null or e.sequence > h.sequence
    order by e.ordinal
    on conflict (id) do nothing`;
}

/** The next events to handle, oldest first; a subject with an earlier event waiting for its retry is left out. Those are
 * looked up first, or a plan made while the inbox was small would look through it again for each event of a burst. */
export const pendingEvents = (db: Queries, now: Instant, limit: number): Promise<InboxRow[]> =>
  db.many(inboxRow)`
    with waiting as materialized (
      select subject, min(sequence) as sequence from inbox
      where done_at is null and parked_at is null and attempts > 0 and next_attempt_at > ${now} group by subject)
    select ${inboxRow} from inbox i
    where done_at is null and parked_at is null and (next_attempt_at is null or next_attempt_at <= ${now})
      and not exists (select 1 from waiting w where w.subject = i.subject and w.sequence < i.sequence)
    order by position limit ${limit}`;

/** Claims events for this transaction: locks them and marks them done with it. Gives the ids that were still open. They
 * are found by position, as that is the index of what waits: by id PostgreSQL would look through all of it. */
export const claimEvents = (tx: Tx, events: readonly InboxRow[], now: Instant): Promise<{ id: string }[]> =>
  tx.many({ id: col.uuid })`
    update inbox set done_at = ${now}, last_error = null, next_attempt_at = null
    where position = any(${events.map(event => event.position)}::bigint[]) and done_at is null and parked_at is null
    returning id`;

const quickAttempts = 5;
const parkAfterMs = 24 * 3_600_000;

/** When a failed event is tried again: five times at once, then after 1 s doubling to 10 min; null after a day. */
export function nextAttemptAt(attempts: number, receivedAt: Instant, now: Instant, random: number): Instant | null {
  const nowMs = epochMs(now);
  if (nowMs - epochMs(receivedAt) > parkAfterMs) return null;
  if (attempts < quickAttempts) return instantAt(nowMs + Math.round(20 * 2 ** attempts * (0.5 + random)));
  const delayMs = Math.min(600_000, 1_000 * 2 ** (attempts - quickAttempts));
  return instantAt(nowMs + Math.round(delayMs * (0.75 + random / 2)));
}

/** Records a failure: the event waits for its next attempt, or is parked. */
export async function recordFailure(
  db: Database,
  id: string,
  error: string,
  now: Instant,
  random: number,
): Promise<{ parked: boolean }> {
  return db.transaction(async tx => {
    const failed = await tx.maybe({ attempts: col.int, received_at: col.instant })`
      update inbox set attempts = attempts + 1, last_error = ${error}
      where id = ${id} and done_at is null returning attempts, received_at`;
    if (!failed) return { parked: false };
    const next = nextAttemptAt(failed.attempts, failed.received_at, now, random);
    await tx.run`
      update inbox set next_attempt_at = ${next}, parked_at = ${next === null ? now : null} where id = ${id}`;
    return { parked: next === null };
  });
}

/** Forgets events handled before `before`, remembering how far each subject had come. */
export const forgetHandled = (db: Queries, before: Instant): Promise<number> =>
  db.run`
    with gone as (
      delete from inbox where id in (select id from inbox where done_at < ${before} limit 10000)
      returning source, subject, sequence),
    furthest as (select source, subject, max(sequence) as sequence from gone group by source, subject)
    insert into inbox_horizon as known (source, subject, sequence)
    select source, subject, sequence from furthest
    on conflict (source, subject) do update set sequence = greatest(known.sequence, excluded.sequence)`;

/** How many events wait, how many are parked, and since when the oldest waits. */
export const inboxLag = (db: Queries) =>
  db.one({ waiting: col.int, parked: col.int, oldest: col.instant.orNull })`
    select count(*) filter (where parked_at is null)::int as waiting,
           count(*) filter (where parked_at is not null)::int as parked,
           min(received_at) filter (where parked_at is null) as oldest
    from inbox where done_at is null`;

const parkedRow = row({
  id: col.uuid,
  type: col.text,
  source: col.text,
  subject: col.text,
  attempts: col.int,
  last_error: col.text.orNull,
  received_at: col.instant,
  parked_at: col.instant,
});
export type ParkedRow = RowOf<typeof parkedRow>;

/** Parked events, the first parked first; those after one if told its `parked_at` and id. */
export const parkedEvents = (db: Queries, limit: number, after: readonly [Instant, string] | null = null) =>
  db.many(parkedRow)`
    select ${parkedRow} from inbox
    where parked_at is not null and done_at is null
      ${after ? sql`and (parked_at, id) > (${after[0]}, ${after[1]})` : nothing}
    order by parked_at, id limit ${limit}`;

/** Puts parked events back in line: one by id, or all. Gives how many. */
export const replayParked = (db: Queries, id: string | null, now: Instant): Promise<number> =>
  db.run`
    update inbox set parked_at = null, attempts = 0, next_attempt_at = null, received_at = ${now}
    where parked_at is not null and done_at is null and (${id}::uuid is null or id = ${id})`;
