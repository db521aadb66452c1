// The kernel's own job in every service.

import pg from 'pg';
import { forgetClaims } from './effect.ts';
import { forgetHandled } from './events/inbox.ts';
import type { Job } from './jobs/runner.ts';
import { kernelPartitions } from './migrate/migrate.ts';
import { createPartitions, dropPartitions } from './migrate/partitions.ts';
import type { BuiltService } from './service.ts';
import type { Database } from './sql/database.ts';
import { type Clock, minus } from './time.ts';

/** What the kernel does daily for every service: partitions ahead, old ones dropped, old duplicates forgotten. */
export function upkeep({ definition }: BuiltService, url: string, db: Database, config: object, clock: Clock): Job {
  const tables = [...kernelPartitions, ...(definition.partitions ?? [])];
  return {
    name: 'kernel-upkeep',
    schedule: '1d',
    missed: 'once',
    async run() {
      const client = new pg.Client({ connectionString: url, application_name: 'agora-upkeep' });
      await client.connect();
      try {
        await createPartitions(client, tables, clock.now());
        await dropPartitions(client, tables, clock.now(), config as Record<string, unknown>);
      } finally {
        await client.end();
      }
      const before = minus(clock.now(), '30d');
      while ((await forgetHandled(db, before)) > 0);
      await forgetClaims(db, before);
    },
  };
}
