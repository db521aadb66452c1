// Where the databases are: an outside server, or the embedded one of the data folder.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { ConfigError, type Environment, orAdvise, type PlatformConfig } from '../config.ts';
import { messageOf } from '../errors.ts';
import { type ServiceDatabase, serviceDatabase } from '../migrate/databases.ts';
import { startEmbedded } from '../postgres/embedded.ts';
import { keptSecret } from '../security/secret.ts';

export interface DatabaseServer {
  /** An administrator's URL; null where every service was given a database of its own. */
  adminUrl: string | null;
  embedded: boolean;
  version: string;
  /** How many connections each service may open here. */
  poolSizeFor(services: number): number;
  stop(): Promise<void>;
}

export interface ServerOptions {
  config: PlatformConfig;
  /** For the commands that only look: use the server of a running Agora if there is one. */
  attach?: boolean;
  log?: (line: string) => void;
  onLoss?: (cause: number | NodeJS.Signals) => void;
}

/** Reaches the outside server, or starts the embedded one. */
export async function openServer({ config, attach, log, onLoss }: ServerOptions): Promise<DatabaseServer> {
  if (config.databaseUrl) return describe(config.databaseUrl, config, false, async () => {});
  const dataDir = join(config.data, 'postgres');
  await inDataFolder(config, () => mkdir(config.data, { recursive: true }));
  const running = attach ? await runningServer(config.data) : null;
  if (running) return describe(running, config, true, async () => {});
  const server = await orAdvise(
    () => startEmbedded({ dataDir, ...(log && { log }), ...(onLoss && { onUnexpectedExit: onLoss }) }),
    reason => `The embedded PostgreSQL cannot be used: ${reason}.`,
  );
  await writeFile(noteOf(config.data), server.url, { mode: 0o600 });
  return describe(server.url, config, true, async () => {
    await rm(noteOf(config.data), { force: true });
    await server.stop();
  });
}

/** Where a running Agora notes its server, so that commands beside it can look. */
const noteOf = (data: string): string => join(data, 'postgres.url');

async function runningServer(data: string): Promise<string | null> {
  const url = await readFile(noteOf(data), 'utf8').catch(() => null);
  if (url === null) return null;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return url;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}

const reservedConnections = 20;

async function describe(
  url: string,
  config: PlatformConfig,
  embedded: boolean,
  stop: () => Promise<void>,
): Promise<DatabaseServer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query(
      `select current_setting('max_connections')::int as max, current_setting('server_version') as version,
              current_setting('server_version_num')::int as number`,
    );
    const [{ max, version, number }] = rows as [{ max: number; version: string; number: number }];
    if (number < 150_000) throw new ConfigError(`PostgreSQL ${version} is too old: Agora needs 15 or newer.`);
    return {
      adminUrl: url,
      embedded,
      version,
      // Each service also holds one connection for its lead.
      poolSizeFor: services =>
        Math.max(2, Math.min(config.poolSize, Math.floor((max - reservedConnections) / services) - 1)),
      stop,
    };
  } catch (error) {
    await stop();
    if (error instanceof ConfigError) throw error;
    const { host } = new URL(url);
    throw new ConfigError(`PostgreSQL at ${host} cannot be used: ${messageOf(error)}. Check DATABASE_URL.`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** The secret everything is derived from. */
export const secretOf = async (config: PlatformConfig): Promise<string> =>
  config.secret ?? inDataFolder(config, () => keptSecret(config.data));

const inDataFolder = <T>({ data }: PlatformConfig, step: () => Promise<T>): Promise<T> =>
  orAdvise(
    step,
    reason => `Agora cannot keep its data in ${data}: ${reason}. Set AGORA_DATA to a folder it may write.`,
  );

/** Where each service's database is: by a variable of its own, else on the server. Throws a `ConfigError` if one of
 * those variables is no address of a database. */
export function databasesOf(
  services: readonly string[],
  server: DatabaseServer,
  config: PlatformConfig,
  secret: string,
  env: Environment,
): ServiceDatabase[] {
  return services.map(service => {
    const variable = `DATABASE_URL_${service.toUpperCase()}`;
    const own = env[variable];
    if (own && !URL.canParse(own))
      throw new ConfigError(`${variable} is no address: write postgres://user:password@host:5432/database.`);
    if (own) return { service, database: new URL(own).pathname.slice(1), url: own, given: true };
    return serviceDatabase(server.adminUrl!, service, secret, config.databasePrefix);
  });
}
