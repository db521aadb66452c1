// What every benchmark stands on: one durable PostgreSQL for the run, and new databases on it.

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '#kernel/migrate/migrate';
import { type EmbeddedPostgres, startEmbedded } from '#kernel/postgres/embedded';
import { parserOf } from '#kernel/sql/parsers';
import { systemClock } from '#kernel/time';
import { thingsService } from './subject.ts';

export interface Lab {
  /** The run's server, started when first asked for. */
  postgres(): Promise<EmbeddedPostgres>;
  /** A new folder, gone after the run. */
  newFolder(): Promise<string>;
  close(): Promise<void>;
}

/** Prepares a run; what it starts is stopped by `close`. */
export async function openLab(): Promise<Lab> {
  const folders: string[] = [];
  const newFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'agora-bench-'));
    folders.push(folder);
    await chmod(folder, 0o755); // Under root the server's user must reach it, or its data would lie in /var/lib/agora.
    return folder;
  };
  let server: Promise<EmbeddedPostgres> | undefined;
  return {
    newFolder,
    postgres: () => (server ??= newFolder().then(folder => startEmbedded({ dataDir: join(folder, 'postgres') }))),
    async close() {
      await (await server)?.stop();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A new database with the subject's tables, and 1,000 things of 50 owners in it; gives its URL. */
export async function newDatabase(lab: Lab): Promise<string> {
  const server = await lab.postgres();
  const name = `bench_${randomBytes(4).toString('hex')}`;
  await runOn(server.url, `create database ${name}`);
  const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  await migrate({ url, migrations: thingsService.definition.migrations, partitions: [], now: systemClock.now() });
  await runOn(
    url,
    `insert into owners select gen_random_uuid(), 'Owner ' || i from generate_series(1, 50) i;
     insert into things
     select gen_random_uuid(), (select id from owners offset i % 50 limit 1), 'Thing ' || i, repeat('word ', 20),
            case when i % 3 = 0 then 'closed' else 'open' end, 1, now() - i * interval '1 minute'
     from generate_series(1, 1000) i;
     analyze owners, things`,
  );
  return url;
}

/** A pool as one writes it by hand, in the time zone the kernel's pools have. */
export function barePool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    types: { getTypeParser: parserOf },
    options: '-c timezone=UTC',
  });
  pool.on('error', () => {}); // At the end of the run the server may be gone before its idle connections are.
  return pool;
}

/** Connections of every pool, ours and bare: the kernel's default. */
export const poolSize = 10;

async function runOn(url: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statements);
  await client.end();
}
