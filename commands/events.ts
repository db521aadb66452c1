// agora events

import { inboxLag, parkedEvents, replayParked } from '#kernel/events/inbox';
import { outboxLag } from '#kernel/events/outbox';
import { print, table } from '#kernel/terminal';
import { systemClock } from '#kernel/time';
import { withDatabases } from './databases.ts';

interface EventOptions {
  service?: string;
}

const shownParked = 50;

/** Prints what waits in each outbox and inbox, and the parked events with their errors. */
export async function showEvents({ service }: EventOptions): Promise<void> {
  await withDatabases(async ({ services }) => {
    const chosen = [...services].filter(([name]) => !service || name === service);
    const rows = await Promise.all(
      chosen.map(async ([name, { db }]) => {
        const [out, inbox] = [await outboxLag(db), await inboxLag(db)];
        return [
          name,
          String(out.waiting),
          out.oldest ?? '',
          String(inbox.waiting),
          inbox.oldest ?? '',
          String(inbox.parked),
        ];
      }),
    );
    print(table(['service', 'to send', 'since', 'to handle', 'since', 'parked'], rows));
    for (const [name, { db }] of chosen)
      for (const event of await parkedEvents(db, shownParked))
        print(
          `\n${name}: ${event.type} ${event.id}\n  of ${event.subject}, parked ${event.parked_at} after ${event.attempts} attempts\n  ${event.last_error}`,
        );
  });
}

/** Puts parked events back in line; the running platform handles them. */
export async function replayEvents(id: string | undefined, { service }: EventOptions): Promise<void> {
  await withDatabases(async ({ services }) => {
    let replayed = 0;
    for (const [name, { db }] of services)
      if (!service || name === service) replayed += await replayParked(db, id ?? null, systemClock.now());
    print(`${replayed} events are back in line.`);
  });
}
