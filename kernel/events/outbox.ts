// The owner's side of an event: written in the transaction of the change, read by position, deleted once handed over.

import { current } from '../call.ts';
import type { Envelope, Event } from '../event.ts';
import { col, row } from '../sql/columns.ts';
import type { Database, Queries, Tx } from '../sql/database.ts';
import { json } from '../sql/tag.ts';
import type { Instant } from '../time.ts';

/** Writes one event and bumps its subject's version, in one statement. */
export async function writeOutbox(
  tx: Tx,
  event: Event,
  data: Record<string, unknown>,
  id: string,
  at: Instant,
): Promise<void> {
  const subject = data[event.subject] as string;
  const traceparent = current()?.call?.traceparent ?? null;
  await tx.run`
    with bumped as (
      insert into event_subjects as known (subject, sequence) values (${subject}, 1)
      on conflict (subject) do update set sequence = known.sequence + 1
      returning sequence)
    insert into outbox (id, type, version, subject, sequence, occurred_at, traceparent, data)
    select ${id}, ${event.type}, ${event.version}, ${subject}, sequence, ${at}, ${traceparent}, ${json(data)}
    from bumped`;
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

/** The oldest events not yet handed over, by plain SELECT: a cursor would skip rows that commit out of order. */
export async function readOutbox(db: Queries, service: string, limit: number): Promise<Envelope[]> {
  const rows = await db.many(outboxRow)`select ${outboxRow} from outbox order by position limit ${limit}`;
  return rows.map(found => ({
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
  }));
}

/** Forgets what the transport holds. */
export const forgetSent = (db: Queries, ids: readonly string[]): Promise<number> =>
  db.run`delete from outbox where id = any(${ids}::uuid[])`;

/** How many events wait and since when the oldest does. */
export const outboxLag = (db: Database) =>
  db.one({ waiting: col.int, oldest: col.instant.orNull })`
    select count(*)::int as waiting, min(occurred_at) as oldest from outbox`;
