// What must hold after anything was killed: looked up in the databases behind the API.

import pg from 'pg';
import { services } from '../targets.ts';
import type { Recorded } from './outcomes.ts';
import type { Topology } from './topologies.ts';

type Rows = Record<string, unknown>[];
export type Ask = (service: string, query: string, ...values: unknown[]) => Promise<Rows>;

/** Gives a way to ask the services' databases as the administrator. */
export async function asking({ adminUrl, databasePrefix }: Topology): Promise<Ask> {
  const base = await adminUrl();
  return async (service, query, ...values) => {
    const url = Object.assign(new URL(base), { pathname: `/${databasePrefix}${service}_db` }).href;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(query, values)).rows;
    } finally {
      await client.end();
    }
  };
}

/** How many events have not reached their handlers: waiting in an outbox, waiting in an inbox, parked. */
export async function undelivered(ask: Ask): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name: service } of services) {
    const [row] = await ask(
      service,
      `select (select count(*)::int from outbox) as outbox,
              (select count(*)::int from inbox where done_at is null) as inbox`,
    );
    counts[`${service} outbox`] = row!.outbox as number;
    counts[`${service} inbox`] = row!.inbox as number;
  }
  return counts;
}

/** Everything that is wrong, as sentences; none if every effect happened once and in order. */
export async function violations(ask: Ask, done: readonly Recorded[]): Promise<string[]> {
  const found: string[] = [];
  const wrong = (sentence: string, rows: Rows) =>
    rows.length > 0 && found.push(`${sentence}: ${JSON.stringify(rows.slice(0, 3))}`);
  const ids = [...new Set(done.map(({ ticketId }) => ticketId))];
  const opened = done.filter(({ kind }) => kind === 'open');
  if (new Set(opened.map(({ ticketId }) => ticketId)).size !== opened.length)
    found.push('two operations got the same ticket');

  const [tickets] = await ask('ticket', 'select count(*)::int as n from tickets where id = any($1)', ids);
  if (tickets!.n !== opened.length) found.push(`${opened.length} tickets were opened, ${tickets!.n} exist`);
  const [loose] = await ask(
    'ticket',
    `select count(*)::int as n from tickets where title like 'Trouble %' and not id = any($1)`,
    ids,
  );
  if (loose!.n !== 0) found.push(`${loose!.n} tickets exist that nobody knows of`);

  const written = done.filter(({ kind }) => ['comment', 'ask', 'answer'].includes(kind)).length;
  const [comments] = await ask('ticket', 'select count(*)::int as n from comments where ticket_id = any($1)', ids);
  if (comments!.n !== written) found.push(`${written} comments were written, ${comments!.n} exist`);

  // Every event of these tickets that ticket has numbered is in notification's inbox, once, handled, in order.
  const numbered = await ask(
    'ticket',
    'select subject, sequence::int as last from event_subjects where subject = any($1)',
    ids,
  );
  const handled = await ask(
    'notification',
    `select subject, count(*)::int as n, count(distinct sequence)::int as distinct_n, max(sequence)::int as last
     from inbox where subject = any($1) and source = '/agora/ticket' and done_at is not null group by subject`,
    ids,
  );
  const bySubject = new Map(handled.map(row => [row.subject, row]));
  for (const { subject, last } of numbered) {
    const got = bySubject.get(subject);
    if (!got || got.n !== last || got.distinct_n !== last || got.last !== last)
      found.push(`ticket ${subject} had ${last} events, notification handled ${JSON.stringify(got)}`);
  }
  wrong(
    'handled out of order',
    await ask(
      'notification',
      `select a.subject, a.sequence::int from inbox a join inbox b on b.subject = a.subject and b.sequence = a.sequence + 1
       where a.subject = any($1) and a.done_at > b.done_at`,
      ids,
    ),
  );
  wrong(
    'told somebody twice',
    await ask(
      'notification',
      `select key, type, user_id, channel, count(*)::int from deliveries group by 1, 2, 3, 4 having count(*) > 1`,
    ),
  );
  return found;
}
