// Brings one service's database to the newest version: the kernel's tables first, then the service's own, in one
// transaction under an advisory lock, so that two starting processes do not meet and a failed file leaves nothing.

import { fileURLToPath } from 'node:url';
import pg from 'pg';
import Postgrator from 'postgrator';
import { ConfigError, orAdvise } from '../config.ts';
import { messageOf } from '../errors.ts';
import type { Instant } from '../time.ts';
import { createPartitions, type Partitioned } from './partitions.ts';

const lockKey = 4_160_750;
const kernelMigrations = new URL('../migrations/', import.meta.url);
/** The kernel's own partitioned table, kept for two years. */
export const kernelPartitions: readonly Partitioned[] = [{ table: 'audit_log', keepMonths: 24 }];

export interface MigrateOptions {
  url: string;
  migrations: URL;
  partitions: readonly Partitioned[];
  now: Instant;
}

/** Applies what is missing; gives the number of files applied. Throws a `ConfigError` that names the database that
 * cannot be reached, or the file that fails. */
export async function migrate({ url, migrations, partitions, now }: MigrateOptions): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: 'agora-migrate' });
  const { host, pathname } = new URL(url);
  await orAdvise(
    () => client.connect(),
    reason =>
      `The database ${pathname.slice(1)} at ${host} cannot be used: ${reason}. Check DATABASE_URL and DATABASE_URL_<SERVICE>.`,
  );
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [lockKey]);
    const kernel = await apply(client, kernelMigrations, 'kernel_migrations');
    const own = await apply(client, migrations, 'service_migrations');
    await createPartitions(client, [...kernelPartitions, ...partitions], now);
    await client.query('commit');
    return kernel + own;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, folder: URL, schemaTable: string, version?: number): Promise<number> {
  const runner = runnerFor(client, folder, schemaTable);
  let file = fileURLToPath(folder);
  const reach = ({ filename }: { filename: string }) => void (file = filename);
  runner.on('validation-started', reach);
  runner.on('migration-started', reach);
  try {
    return (await runner.migrate(version === undefined ? undefined : String(version).padStart(4, '0'))).length;
  } catch (cause) {
    const said = messageOf(cause);
    const changed = said.startsWith('MD5') && 'it was changed after it was applied; put it back and write a new file';
    const advice = changed || `${said}; nothing was applied: put it right, or start the release before`;
    throw new ConfigError(`${file}: ${advice}.`, { cause });
  }
}

const runnerFor = (client: pg.Client, folder: URL, schemaTable: string): Postgrator =>
  new Postgrator({
    migrationPattern: `${fileURLToPath(folder)}*.sql`,
    driver: 'pg',
    schemaTable,
    newline: 'LF',
    execQuery: async query => ({ rows: (await client.query(query)).rows ?? [] }),
  });

/** How far a database is: the numbers of the kernel's and the service's newest files. */
export async function versionsOf(client: pg.Client): Promise<{ kernel: number; service: number }> {
  const newest = async (table: string): Promise<number> =>
    Number((await client.query(`select max(version) as version from ${table}`)).rows[0].version);
  return { kernel: await newest('kernel_migrations'), service: await newest('service_migrations') };
}

/** Brings an empty database to the versions of another day, inside the caller's transaction. */
export async function migrateTo(
  client: pg.Client,
  migrations: URL,
  versions: { kernel: number; service: number },
): Promise<void> {
  await apply(client, kernelMigrations, 'kernel_migrations', versions.kernel);
  await apply(client, migrations, 'service_migrations', versions.service);
}

/** Undoes the newest of the service's own files: for a release that must be taken back. */
export async function undoNewest(url: string, migrations: URL): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    const { service } = await versionsOf(client);
    await apply(client, migrations, 'service_migrations', service - 1);
    await client.query('commit');
  } finally {
    await client.end();
  }
}
