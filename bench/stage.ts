// What the benchmarks stand on: one durable PostgreSQL for the run, and the service under measurement as
// `agora start` runs it.

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Client } from '#kernel/clients/client';
import { clientOf } from '#kernel/clients/client';
import { httpSender } from '#kernel/clients/http';
import type { Transport } from '#kernel/event';
import { localTransport } from '#kernel/events/local-transport';
import { httpServer } from '#kernel/http/edge';
import { memoryKeyStore } from '#kernel/keys/memory';
import { migrate } from '#kernel/migrate/migrate';
import { buildApp } from '#kernel/platform/app';
import { healthPages } from '#kernel/platform/health';
import { type EmbeddedPostgres, startEmbedded } from '#kernel/postgres/embedded';
import { type RunningService, runService } from '#kernel/runtime';
import { systemRandom, uuidv7 } from '#kernel/security/random';
import { revocationsOver } from '#kernel/security/revocations';
import { accessVerifier, serviceTokens } from '#kernel/security/tokens';
import { createLog } from '#kernel/telemetry/log';
import { createMetrics } from '#kernel/telemetry/metrics';
import { noSpans } from '#kernel/telemetry/spans';
import { person, testIdentity } from '#kernel/testing/identity';
import { systemClock } from '#kernel/time';
import subject, { things, thingsService } from './subject.ts';

export interface Lab {
  /** A folder for this run. */
  folder: string;
  /** The run's server, started when first asked for. */
  postgres(): Promise<EmbeddedPostgres>;
  close(): Promise<void>;
}

/** Prepares a run; what it starts is stopped by `close`. */
export async function openLab(): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), 'agora-bench-'));
  await chmod(folder, 0o755); // Under root the server's user must reach it.
  let server: Promise<EmbeddedPostgres> | undefined;
  return {
    folder,
    postgres: () => (server ??= startEmbedded({ dataDir: join(folder, 'postgres') })),
    async close() {
      await (await server)?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A new database with the service's tables, and 1,000 things of 50 owners in it. */
export async function newDatabase(lab: Lab): Promise<string> {
  const server = await lab.postgres();
  const name = `bench_${randomBytes(4).toString('hex')}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  await migrate({ url, migrations: thingsService.definition.migrations, partitions: [], now: systemClock.now() });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    insert into owners select gen_random_uuid(), 'Owner ' || i from generate_series(1, 50) i;
    insert into things
    select gen_random_uuid(), (select id from owners offset i % 50 limit 1), 'Thing ' || i, repeat('word ', 20),
           case when i % 3 = 0 then 'closed' else 'open' end, 1, now() - i * interval '1 minute'
    from generate_series(1, 1000) i;
    analyze`);
  await client.end();
  return url;
}

const secret = 'a secret for benchmarks only, of 32 characters and more';

export interface Stage {
  running: RunningService;
  client: Client<typeof things>;
  /** The process's app, entrance and all. */
  app: RequestListener;
  /** The headers of somebody signed in. */
  headers: Record<string, string>;
  /** Called for each event once its handler's transaction is committed. */
  onHandled: { now: () => void };
  close(): Promise<void>;
}

/** The service on a database, with the embedded engines unless told otherwise; nothing runs by itself yet. */
export async function openStage(url: string, transport: Transport = localTransport()): Promise<Stage> {
  const keys = memoryKeyStore(systemClock);
  const onHandled = { now: () => {} };
  const revocations = revocationsOver(keys.forService('access'), () => {});
  const metrics = createMetrics();
  const countHandled = metrics.eventHandled;
  metrics.eventHandled = (...labels) => {
    countHandled(...labels);
    onHandled.now();
  };
  const running = runService(
    subject,
    url,
    {},
    {
      clock: systemClock,
      random: systemRandom,
      log: createLog({ level: 'error', pretty: false }),
      send: (endpoint, input, call) => running.invokes[endpoint.name]!(input, call),
      ...{ keys, localKeys: keys, transport, revocations, metrics, secret, dataDir: '', publicUrl: '', poolSize: 10 },
      strict: false,
    },
  );
  const identity = testIdentity(systemClock);
  const tokens = serviceTokens(secret, systemClock);
  const app = buildApp({
    services: [running],
    all: [subject],
    access: accessVerifier(() => identity.jwks(), revocations, systemClock),
    tokens,
    remote: httpSender({ tokens, urlOf: () => '' }),
    pages: healthPages({ services: [running], transport, keys, metrics, ready: () => true }),
    finished: ({ endpoint, status, startMs, endMs }) =>
      metrics.observeRequest(endpoint.service, endpoint.name, status, (endMs - startMs) / 1000),
    newId: () => uuidv7(systemClock, systemRandom),
  });
  const token = await identity.tokenOf(person(systemClock, 'resident@building:01939b5e-0000-7000-8000-000000000003'));
  return {
    running,
    client: clientOf(things, 'bench', (endpoint, input, call) => running.invokes[endpoint.name]!(input, call)),
    app,
    headers: { authorization: `Bearer ${token}` },
    onHandled,
    close: () => running.close(),
  };
}

/** Listens on any free port of loopback; gives the address and what ends it. */
export async function listen(app: RequestListener): Promise<{ url: string; close(): void }> {
  const server: Server = httpServer(app).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
