// The whole system from outside: how many events its services have published and handled, and when it has come to rest.

import { setTimeout as sleep } from 'node:timers/promises';
import { barePool } from '../lab.ts';

export interface System {
  events(): Promise<{ published: number; handled: number }>;
  /** Resolves when nothing waits in an outbox or an inbox. */
  rest(): Promise<void>;
}

/** Looks at a running platform through its metrics, and at the databases of its services. */
export function watchSystem(url: string, adminUrl: string): System {
  const sumOf = async (...lines: readonly RegExp[]): Promise<number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const found = text.split('\n').filter(line => lines.some(wanted => wanted.test(line)));
    return found.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  };
  return {
    events: async () => ({
      published: await publishedIn(adminUrl),
      handled: await sumOf(/^agora_events_handled_total\{/),
    }),
    async rest() {
      const untilMs = performance.now() + 120_000;
      while ((await sumOf(/^agora_outbox_waiting\{/, /^agora_inbox_events\{.*state="waiting"/)) > 0) {
        if (performance.now() > untilMs) throw new Error('events still wait after two minutes');
        await sleep(250);
      }
    },
  };
}

/** Every event has the next number of its subject, so that the numbers add up to the events there ever were. */
async function publishedIn(adminUrl: string): Promise<number> {
  const admin = barePool(adminUrl);
  const { rows } = await admin.query(`select datname from pg_database where datname like '%\\_db'`);
  await admin.end();
  let published = 0;
  for (const { datname } of rows) {
    const pool = barePool(Object.assign(new URL(adminUrl), { pathname: `/${datname}` }).href);
    const [found] = (await pool.query('select coalesce(sum(sequence), 0)::int as published from event_subjects')).rows;
    published += found.published;
    await pool.end();
  }
  return published;
}
