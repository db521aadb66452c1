// A Redis of the test's own, to kill, freeze and flush.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface RedisServer {
  port: number;
  url: string;
  process: ChildProcess;
  /** Kills it with SIGKILL and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a server on the port, or on one that is free, without persistence. Needs `redis-server` on the PATH. */
export async function startRedis(options: { port?: number; args?: string[] } = {}): Promise<RedisServer> {
  for (let attempt = 1; ; attempt++) {
    // Below the ports the kernel gives to outgoing connections: there a client that tries to reconnect while no server
    // listens can meet itself, and then holds the port the server is to come back on.
    const port = options.port ?? 20_000 + Math.floor(Math.random() * 12_000);
    const server = await tryStart(port, options.args ?? []);
    if (server) return server;
    if (attempt === 20) throw new Error(`no redis-server came up; the last port tried was ${port}`);
  }
}

async function tryStart(port: number, args: string[]): Promise<RedisServer | undefined> {
  const fixed = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp'];
  const child = spawn('redis-server', [...fixed, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes('Ready to accept connections')) return true;
    }
    return false;
  })();
  if (!(await Promise.race([ready, exited.then(() => false)]))) return undefined;
  child.stdout.resume();
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return { port, url: `redis://127.0.0.1:${port}`, process: child, kill };
}
