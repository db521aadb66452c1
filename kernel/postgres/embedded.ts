// The PostgreSQL that Agora brings along: one server, a child of this process, on loopback and on a socket in its data
// folder. The socket makes a small transaction a fifth cheaper, as no packet passes through the network's stack.
import { once } from 'node:events';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Account, accountFor } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { clearTheWay, spawnPostmaster, stopPostmaster, untilReady } from './postmaster.ts';

export interface EmbeddedOptions {
  /** The server's data folder; its log is beside it, `<dataDir>.log`. */
  dataDir: string;
  /** Default: the port of the last start if it is free, else any free one. */
  port?: number;
  /** More settings, as in postgresql.conf. */
  settings?: Record<string, string>;
  /** `false` is for tests: a power cut may lose everything. */
  durable?: boolean;
  log?: (line: string) => void;
  /** The server ended although nobody called `stop`; gets its exit code or the signal that killed it. */
  onUnexpectedExit?: (cause: number | NodeJS.Signals) => void;
}

export interface EmbeddedPostgres {
  /** Of the superuser: `postgres://postgres:<password>@127.0.0.1:<port>/postgres?host=<folder of the socket>`, without
   * the last part where that folder's name is too long for a socket. */
  url: string;
  port: number;
  /** The process id of the server. */
  pid: number;
  version: string;
  /** Whether the server of a killed Agora was still running and was stopped first. */
  replacedOrphan: boolean;
  /** Ends all connections, writes all data, and resolves when the server is gone. */
  stop(): Promise<void>;
}

const serviceSettings = {
  cluster_name: 'agora',
  listen_addresses: '127.0.0.1',
  max_connections: '300', // 24 services with a pool each.
  shared_buffers: '128MB',
  jit: 'off', // Compiling costs more than it saves on queries of a few milliseconds.
  timezone: 'UTC',
  log_timezone: 'UTC',
  wal_level: 'minimal', // There is no replica.
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  // Errors reach the service that made them; details and statements may hold personal data.
  log_line_prefix: '%m [%p] %d ',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};
const carelessSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** What ends a start that may succeed in a moment: a rival start, backends outliving their server, a port just taken. */
const passingFailure =
  /lock file "[^"]*" (already exists|is empty)|pre-existing shared memory block|create any TCP\/IP sockets/;
const patienceMs = 10_000;

/**
 * Starts the embedded PostgreSQL on a data folder, which is made at the first start, and resolves when it takes
 * connections. A server left by a killed Agora is stopped first. Throws a sentence that says what to do when a living
 * Agora uses the folder, the folder cannot be used, the port is taken, or PostgreSQL does not run here.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new Error('the embedded PostgreSQL does not support Windows: use WSL, or set DATABASE_URL');
  }
  const began = performance.now();
  const path = existsSync(options.dataDir) ? realpathSync(options.dataDir) : resolve(options.dataDir);
  const account = accountFor(path);
  const programs = await findBinaries(account);
  const cluster = await openCluster(path, account, programs, options.durable ?? true);
  const prepared = performance.now();
  const { child, port, replacedOrphan } = await launch(options, account, programs, cluster);

  let isStopping = false;
  child.once('exit', (code, signal) => {
    process.off('exit', stopAtExit);
    if (!isStopping) options.onUnexpectedExit?.(code ?? signal!);
  });
  const stopAtExit = (): void => void child.kill('SIGINT');
  process.once('exit', stopAtExit);
  const stop = (): Promise<void> => {
    isStopping = true;
    return stopPostmaster(child);
  };

  const socket = socketFolder(cluster);
  const url = `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres${socket && `?host=${encodeURIComponent(socket)}`}`;
  const client = new Client({ connectionString: url });
  await client.connect().catch(async error => {
    await stop();
    throw new Error(`PostgreSQL started on ${path} but turned us away: ${error.message}`, { cause: error });
  });
  await client.end();

  const { version } = programs;
  const [preparedMs, startMs] = [prepared - began, performance.now() - prepared].map(Math.round);
  const made = cluster.isNew ? `data folder made in ${preparedMs} ms, ` : '';
  options.log?.(
    `PostgreSQL ${version} on 127.0.0.1:${port} (${made}started in ${startMs} ms), data in ${cluster.dataDir}`,
  );
  return { url, port, pid: child.pid!, version, replacedOrphan, stop };
}

async function launch(options: EmbeddedOptions, account: Account, programs: Binaries, cluster: Cluster) {
  const { dataDir } = cluster;
  const logFile = `${resolve(options.dataDir)}.log`;
  const settings = {
    ...serviceSettings,
    unix_socket_directories: socketFolder(cluster),
    ...(options.durable === false && carelessSettings),
    ...options.settings,
  };
  const deadline = performance.now() + patienceMs;
  for (let replacedOrphan = false; ; await sleep(100)) {
    if (await clearTheWay(dataDir)) {
      options.log?.('PostgreSQL was still running for an Agora that was killed; it was stopped');
      replacedOrphan = true;
    }
    const port = options.port === undefined ? await usualPort(dataDir) : await demandPort(options.port);
    const logged = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    const onPort = { ...settings, port: String(port) };
    const child = await spawnPostmaster(programs.postgres, account, dataDir, onPort, logFile);
    if (await untilReady(child, dataDir)) return { child, port, replacedOrphan };
    const said = readFileSync(logFile).subarray(logged).toString();
    if (passingFailure.test(said) && performance.now() < deadline) continue;
    const reason = said.match(/(FATAL|PANIC): .*/g)?.join('; ') ?? `exit code ${child.exitCode ?? child.signalCode}`;
    throw new Error(`PostgreSQL did not start on ${dataDir}: ${reason}; ${logFile} tells more`);
  }
}

/** The longest name of a socket that every system takes; Linux takes 107 bytes, macOS 103. */
const longestSocketName = 100;

/** Where the server's socket is: in its data folder, which nobody else may enter; empty where its name would be too long. */
const socketFolder = ({ dataDir }: Cluster): string =>
  Buffer.byteLength(join(dataDir, '.s.PGSQL.65535.lock')) <= longestSocketName ? dataDir : '';

/** The port of the last start, which the server notes in postmaster.opts, if it is still free; else any free one. */
async function usualPort(dataDir: string): Promise<number> {
  const notes = join(dataDir, 'postmaster.opts');
  const last = existsSync(notes) && /"port=(\d+)"/.exec(readFileSync(notes, 'utf8'))?.[1];
  return (last && (await tryPort(Number(last)))) || (await tryPort(0))!;
}

async function demandPort(port: number): Promise<number> {
  if (await tryPort(port)) return port;
  throw new Error(`port ${port} is in use: stop what listens on it, or give PostgreSQL another one`);
}

/** Listens on a port of loopback for a moment (0: any free one) and returns it; undefined when it is taken. */
async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? address?.port : undefined;
}
