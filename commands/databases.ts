// Services opened only to look at or to fill their databases: nothing listens, relays or runs jobs.

import pg from 'pg';
import { z } from 'zod';
import {
  ConfigError,
  type Environment,
  environment,
  type PlatformConfig,
  platformConfig,
  readConfig,
} from '#kernel/config';
import { CodedError } from '#kernel/errors';
import { localTransport } from '#kernel/events/local-transport';
import { memoryKeyStore } from '#kernel/keys/memory';
import { ensureDatabases, type ServiceDatabase } from '#kernel/migrate/databases';
import { migrateAll } from '#kernel/platform/engines';
import { type DatabaseServer, databasesOf, openServer, secretOf } from '#kernel/platform/servers';
import { localHub } from '#kernel/realtime/hub';
import { type RunningService, runService } from '#kernel/runtime';
import { systemRandom } from '#kernel/security/random';
import { revocationsOver } from '#kernel/security/revocations';
import type { BuiltService } from '#kernel/service';
import { createLog } from '#kernel/telemetry/log';
import { createMetrics } from '#kernel/telemetry/metrics';
import { noSpans } from '#kernel/telemetry/spans';
import { print } from '#kernel/terminal';
import { systemClock } from '#kernel/time';
import { services } from '#targets';

export interface QuietOptions {
  services: readonly BuiltService[];
  config: PlatformConfig;
  env: Environment;
  progress: (line: string) => void;
}

export interface Quiet {
  server: DatabaseServer;
  databases: ServiceDatabase[];
  services: ReadonlyMap<string, RunningService>;
  close(): Promise<void>;
}

/** Reaches the databases, made and brought up to date where needed; beside a running Agora it shares its server. */
export async function openQuietly({ services, config, env, progress }: QuietOptions): Promise<Quiet> {
  const secret = await secretOf(config);
  const server = await openServer({ config, attach: true });
  const databases = databasesOf(
    services.map(({ name }) => name),
    server,
    config,
    secret,
    env,
  );
  await ensureDatabases(server.adminUrl!, databases);
  await migrateAll(services, databases, progress);
  const running = new Map<string, RunningService>();
  const keys = memoryKeyStore(systemClock);
  for (const [index, service] of services.entries()) {
    const settings = readConfig(service.name, service.definition.config ?? z.strictObject({}), env);
    const around = {
      clock: systemClock,
      random: systemRandom,
      keys,
      localKeys: keys,
      transport: localTransport(),
      hub: localHub(),
      revocations: revocationsOver(keys.forService('access'), () => {}),
      log: createLog({ level: 'warn', pretty: false }),
      metrics: createMetrics(),
      spans: noSpans,
      secret,
      dataDir: config.data,
      publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
      poolSize: 4,
      platform: services.map(({ name }) => name),
      strict: false,
      send: async () => {
        throw new CodedError('unavailable', 'Services do not call each other while the platform is not running.');
      },
    };
    running.set(service.name, runService(service, databases[index]!.url, settings, around));
  }
  return {
    server,
    databases,
    services: running,
    async close() {
      await Promise.all([...running.values()].map(service => service.close()));
      await server.stop();
    },
  };
}

/** Empty databases to restore into. Throws a `ConfigError` naming one that has tables, unless they may be replaced. */
export async function emptyDatabases({
  services,
  config,
  env,
  replace,
}: Omit<QuietOptions, 'progress'> & { replace: boolean }): Promise<{
  list: ServiceDatabase[];
  close(): Promise<void>;
}> {
  const secret = await secretOf(config);
  const server = await openServer({ config });
  const list = databasesOf(
    services.map(({ name }) => name),
    server,
    config,
    secret,
    env,
  );
  try {
    await ensureDatabases(server.adminUrl!, list);
    for (const { url, database } of list) await emptyOne(url, database, replace);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { list, close: server.stop };
}

async function emptyOne(url: string, database: string, replace: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select from pg_tables where schemaname = 'public' limit 1`);
    if (rowCount === 0) return;
    if (!replace) throw new ConfigError(`${database} has tables already: pass --replace to drop them.`);
    await client.query(`drop schema public cascade; create schema public`);
  } finally {
    await client.end();
  }
}

/** Opens the databases, does the work, closes them. */
export async function withDatabases<T>(
  work: (quiet: Quiet) => Promise<T>,
  progress: (line: string) => void = print,
): Promise<T> {
  const env = environment();
  const config = readConfig(null, platformConfig, env);
  const quiet = await openQuietly({ services, config, env, progress });
  try {
    return await work(quiet);
  } finally {
    await quiet.close();
  }
}
