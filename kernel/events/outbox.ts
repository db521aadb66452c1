// The owner's side of an event: written in the transaction of the change, read by position, deleted once handed over.

import { current } from '../call.ts';
import type { Envelope, Event } from '../event.ts';
import { col, type RowOf, row } from '../sql/columns.ts';
import type { Queries, Tx } from '../sql/database.ts';
import { type Fragment, json, sql } from '../sql/tag.ts';
import type { Instant } from '../time.ts';

/** An event as it was published, not yet written. */
export interface Published {
  id: string;
  event: Event;
  data: Record<string, unknown>;
  at: Instant;
  traceparent: string | null;
}

/** What is published under the current call. */
export const toPublished = (id: string, event: Event, data: Record<string, unknown>, at: Instant): Published => ({
  id,
  event,
  data,
  at,
  traceparent: current()?.call?.traceparent ?? null,
});

const subjectOf = ({ event, data }: Published): string => data[event.subject] as string;

/** Writes what a transaction published and bumps the version of each subject, in one statement at its end: until the
 * commit nobody else gets a version of these subjects, and for no longer than that they are locked. */
export async function writeOutbox(tx: Tx, events: readonly Published[]): Promise<void> {
  const [only, ...others] = events;
  if (only && others.length === 0) return writeOne(tx, only);
  // Subjects in order, so that transactions with several of them in common do not deadlock.
  await tx.run`
    with given as (
      select * from unnest(
        ${events.map(({ id }) => id)}::uuid[], ${events.map(({ event }) => event.type)}::text[],
        ${events.map(({ event }) => event.version)}::int[], ${events.map(subjectOf)}::text[],
        ${events.map(({ at }) => at)}::timestamptz[], ${events.map(({ traceparent }) => traceparent)}::text[],
        ${events.map(({ data }) => json(data))}::jsonb[])
      with ordinality as e (id, type, version, subject, occurred_at, traceparent, data, ordinal)),
    bumped as (
      insert into event_subjects as known (subject, sequence)
      select subject, count(*) from given group by subject order by subject
      on conflict (subject) do update set sequence = known.sequence + excluded.sequence
      returning subject, sequence)
    insert into outbox (id, type, version, subject, sequence, occurred_at, traceparent, data)
    select g.id, g.type, g.version, g.subject,
           b.sequence + 1 - row_number() over (partition by g.subject order by g.ordinal desc),
           g.occurred_at, g.traceparent, g.data
    from given g join bumped b on b.subject = g.subject
    order by g.ordinal`;
}

async function writeOne(tx: Tx, published: Published): Promise<void> {
  await tx.run`with ${outboxParts(published, sql`select`)} select from event_written`;
}

/** Common table expressions that publish one event where `when` gives a row: a change of one statement then needs no
 * BEGIN, no COMMIT and no statement of its own for its event. */
export function outboxParts(published: Published, when: Fragment): Fragment {
  const { id, event, data, at, traceparent } = published;
  const subject = subjectOf(published);
  return sql`
    event_bumped as (
      insert into event_subjects as known (subject, sequence)
      select ${subject}::text, 1 where exists (${when})
      on conflict (subject) do update set sequence = known.sequence + 1
      returning sequence),
    event_written as (
      insert into outbox (id, type, version, subject, sequence, occurred_at, traceparent, data)
      select ${id}::uuid, ${event.type}::text, ${event.version}::int, ${subject}::text, sequence, ${at}::timestamptz,
             ${traceparent}::text, ${json(data)}::jsonb
      from event_bumped returning position)`;
}

const outboxRow = row({
  position: col.bigint,
  id: col.uuid,
  type: col.text,
  version: col.int,
  subject: col.text,
  sequence: col.bigint,
  occurred_at: col.instant,
  traceparent: col.text.orNull,
  data: col.json<Record<string, unknown>>(),
});

/** An event and its place in the outbox. */
export interface Waiting {
  position: bigint;
  event: Envelope;
}

/** The oldest events not yet handed over, by plain SELECT: a cursor would skip rows that commit out of order. */
export async function readOutbox(db: Queries, service: string, limit: number): Promise<Waiting[]> {
  const rows = await db.many(outboxRow)`select ${outboxRow} from outbox order by position limit ${limit}`;
  return rows.map(found => ({ position: found.position, event: envelopeOf(found, service) }));
}

const envelopeOf = (found: RowOf<typeof outboxRow>, service: string): Envelope => ({
  specversion: '1.0',
  id: found.id,
  type: found.type,
  source: `/agora/${service}`,
  subject: found.subject,
  sequence: Number(found.sequence),
  time: found.occurred_at,
  dataschema: `urn:agora:event:${found.type}:${found.version}`,
  ...(found.traceparent && { traceparent: found.traceparent }),
  data: found.data,
});

/** Forgets what the transport holds; by position, as the outbox has no other index to pay for. */
export const forgetSent = (db: Queries, sent: readonly Waiting[]): Promise<number> =>
  db.run`delete from outbox where position = any(${sent.map(({ position }) => position)}::bigint[])`;

/** How many events wait and since when the oldest does. */
export const outboxLag = (db: Queries) =>
  db.one({ waiting: col.int, oldest: col.instant.orNull })`
    select count(*)::int as waiting, min(occurred_at) as oldest from outbox`;
