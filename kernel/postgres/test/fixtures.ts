import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, type QueryResultRow } from 'pg';
import { type afterAll, onTestFinished } from 'vitest';
import { type EmbeddedOptions, type EmbeddedPostgres, startEmbedded } from '../embedded.ts';
import { describeProcess } from '../postmaster.ts';

export const isRoot = process.getuid?.() === 0;

/** A new folder, removed after the test (or after all of a file). By default everybody may enter it. */
export async function folder(mode = 0o755, after: typeof onTestFinished | typeof afterAll = onTestFinished) {
  const path = await mkdtemp(join(tmpdir(), 'agora-postgres-'));
  chmodSync(path, mode);
  after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A server in this process, stopped after the test. */
export async function start(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ durable: false, ...options });
  onTestFinished(server.stop);
  return server;
}

export interface Owner {
  process: ChildProcess;
  url: string;
  pid: number;
  replacedOrphan: boolean;
  refused?: string;
}

/** Another Agora process with a server on `dataDir`; both are killed after the test. */
export async function startOwner(dataDir: string, options: SpawnOptions = {}): Promise<Owner> {
  const script = fileURLToPath(new URL('./owner-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'], ...options });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(createInterface(child.stdout!), 'line');
  const said = JSON.parse(line);
  if (said.pid) onTestFinished(() => void (describeProcess(said.pid) && process.kill(said.pid, 'SIGQUIT')));
  return { process: child, ...said };
}

export async function query<Row extends QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Resolves when no process has this id any more. */
export async function gone(pid: number): Promise<void> {
  while (describeProcess(pid)) await sleep(10);
}
