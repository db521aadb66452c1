// A PostgreSQL of Debian's packages, on loopback and in a folder of its own, for tests against an outside server.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findPostgres } from './install.ts';

export interface Server {
  url: string;
  stop(): Promise<void>;
}

const startTimeoutMs = 30_000;

/** Starts a server under `dir`. PostgreSQL refuses to run as root, so as root it runs as the package's own user. */
export async function startPostgres(dir: string, port: number): Promise<Server> {
  const programs = findPostgres();
  if (!programs) throw new Error('there is no PostgreSQL server here: install it (Debian: apt-get install postgresql)');
  const account = process.getuid?.() === 0 ? idsOf('postgres') : null;
  mkdirSync(dir, { recursive: true });
  const data = join(dir, 'postgres15');
  mkdirSync(data);
  if (account) chownSync(data, account.uid, account.gid);
  const quiet = { ...account, cwd: '/', stdio: 'ignore' } as const;
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    quiet,
  );
  const settings = ['-h', '127.0.0.1', '-p', String(port), '-k', '', '-c', 'fsync=off', '-c', 'max_connections=300'];
  const child = spawn(join(programs, 'postgres'), ['-D', data, ...settings], quiet);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await untilReady(url);
  return {
    url,
    async stop() {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

const idsOf = (user: string): { uid: number; gid: number } => ({
  uid: Number(execFileSync('id', ['-u', user], { encoding: 'utf8' })),
  gid: Number(execFileSync('id', ['-g', user], { encoding: 'utf8' })),
});

async function untilReady(url: string): Promise<void> {
  for (const endMs = Date.now() + startTimeoutMs; ; await sleep(50)) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (Date.now() > endMs) throw error;
    } finally {
      await client.end().catch(() => {});
    }
  }
}
