// One process at a time leads a service: it alone runs the relay, the inbox worker and the jobs. Leadership is a session
// advisory lock in the service's own database, so it ends with the connection, however the process ends.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface Leadership {
  leading(): boolean;
  stop(): Promise<void>;
}

/** Any number will do, as long as every process uses the same. */
const lockKey = 4_160_749;

/**
 * Seeks the lead of a database until stopped. `begin` runs when it is gained and gives what ends it; when the
 * connection is lost, that is run before the lead is sought again, every `retryMs`.
 */
export function seekLeadership(
  url: string,
  begin: () => Promise<() => Promise<void>>,
  onError: (error: unknown) => void,
  retryMs = 1_000,
): Leadership {
  let stopped = false;
  let leading = false;
  const stopping = Promise.withResolvers<void>();

  async function reign(): Promise<void> {
    const client = new pg.Client({ connectionString: url, application_name: 'agora-leader', keepAlive: true });
    const lost = Promise.withResolvers<void>();
    client.on('error', () => lost.resolve());
    client.on('end', () => lost.resolve());
    try {
      await client.connect();
      const locked = async () =>
        (await client.query('select pg_try_advisory_lock($1) as mine', [lockKey])).rows[0].mine as boolean;
      while (!stopped && !(await locked())) await Promise.race([sleep(retryMs), stopping.promise, lost.promise]);
      if (stopped) return;
      const end = await begin();
      leading = true;
      await Promise.race([lost.promise, stopping.promise]);
      leading = false;
      await end();
    } finally {
      await client.end().catch(() => {});
    }
  }

  const running = (async () => {
    while (!stopped) {
      await reign().catch(onError);
      if (!stopped) await Promise.race([sleep(retryMs), stopping.promise]);
    }
  })();

  return {
    leading: () => leading,
    async stop() {
      stopped = true;
      stopping.resolve();
      await running;
    },
  };
}
