// One PostgreSQL per test run, a migrated template per service, a clone per harness.

import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../migrate/migrate.ts';
import { startEmbedded } from '../postgres/embedded.ts';
import type { Definition } from '../service.ts';
import type { Instant } from '../time.ts';

/** Where the run's server is; set by the global setup for every worker. */
export const serverVariable = 'AGORA_TEST_POSTGRES_URL';

/** Starts the run's server unless one is given; gives what stops it. */
export async function startTestServer(): Promise<() => Promise<void>> {
  if (process.env[serverVariable]) return async () => {};
  const folder = await mkdtemp(join(tmpdir(), 'agora-test-'));
  await chmod(folder, 0o755); // Under root the server's user must reach it, or its data would lie in /var/lib/agora.
  const server = await startEmbedded({ dataDir: join(folder, 'postgres'), durable: false });
  process.env[serverVariable] = server.url;
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

const adminUrl = (): string => {
  const url = process.env[serverVariable];
  if (!url) throw new Error(`${serverVariable} is not set: run the tests through vitest`);
  return url;
};

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl() });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

const urlOf = (database: string): string => Object.assign(new URL(adminUrl()), { pathname: `/${database}` }).href;

/** The name says what is in it, so a changed migration makes another template. */
function templateName({ contract, migrations }: Definition, now: Instant): string {
  const hash = createHash('sha1').update(now.slice(0, 7));
  for (const folder of [new URL('../migrations/', import.meta.url), migrations])
    for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(new URL(file, folder)));
  return `template_${contract.service}_${hash.digest('hex').slice(0, 12)}`;
}

const templateLock = 4_160_752;

async function ensureTemplate(admin: pg.Client, definition: Definition, now: Instant): Promise<string> {
  const name = templateName(definition, now);
  await admin.query('select pg_advisory_lock($1)', [templateLock]);
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) {
    const making = `${name}_${randomBytes(3).toString('hex')}`;
    await admin.query(`create database ${making}`);
    await migrate({
      url: urlOf(making),
      migrations: definition.migrations,
      partitions: definition.partitions ?? [],
      now,
    });
    await admin.query(`alter database ${making} rename to ${name}`);
  }
  await admin.query('select pg_advisory_unlock($1)', [templateLock]);
  return name;
}

export interface Clone {
  url: string;
  drop(): Promise<void>;
}

/** A database of a service, migrated and empty. */
export function cloneDatabase(definition: Definition, now: Instant): Promise<Clone> {
  return asAdmin(async admin => {
    const template = await ensureTemplate(admin, definition, now);
    const name = `${definition.contract.service}_${randomBytes(6).toString('hex')}`;
    await admin.query(`create database ${name} template ${template} strategy file_copy`);
    return {
      url: urlOf(name),
      drop: () => asAdmin(async again => void (await again.query(`drop database if exists ${name} with (force)`))),
    };
  });
}

/** An empty database without any tables, for tests of the kernel itself. */
export function emptyDatabase(): Promise<Clone> {
  return asAdmin(async admin => {
    const name = `empty_${randomBytes(6).toString('hex')}`;
    await admin.query(`create database ${name}`);
    return {
      url: urlOf(name),
      drop: () => asAdmin(async again => void (await again.query(`drop database if exists ${name} with (force)`))),
    };
  });
}
