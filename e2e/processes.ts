// Real processes of Agora for the end-to-end tests: started by the command, watched by what they print, killed for real.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../bin/agora', import.meta.url));
/** The first start fills the databases too, and the machine may be busy with other things. */
const startTimeoutMs = 180_000;

export interface AgoraProcess {
  url: string;
  child: ChildProcess;
  output: string[];
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** As the kernel does it when memory runs out. */
  kill(): Promise<void>;
}

/** A folder for AGORA_DATA that the embedded PostgreSQL may enter also where the tests run as root. */
export function dataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'agora-e2e-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A port on loopback below those that outgoing connections get, so that nobody takes it between two starts. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const free = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    server.close();
    if (free) return port;
  }
}

/** Runs `agora start` and resolves when it says that it is ready. Throws with its output when it ends before. */
export async function startAgora(env: Record<string, string>, args: readonly string[] = []): Promise<AgoraProcess> {
  const child = spawn(command, ['start', ...args], {
    // Most of these tests look at no page; those that do say so by an empty value, and have it built.
    env: { ...withoutAgora(process.env), HOST: '127.0.0.1', AGORA_GATEWAY_WEB_DIR: 'none', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const ready = Promise.withResolvers<string>();
  const timer = setTimeout(() => ready.reject(new Error(`not ready in time:\n${output.join('\n')}`)), startTimeoutMs);
  createInterface({ input: child.stderr! }).on('line', line => output.push(line));
  createInterface({ input: child.stdout! }).on('line', line => {
    output.push(line);
    const url = /Agora is ready .* at (http:\S+)/.exec(line)?.[1];
    if (url) ready.resolve(url);
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  exited.then(([code]) => ready.reject(new Error(`ended with ${code} before it was ready:\n${output.join('\n')}`)));
  const url = await ready.promise
    .catch(error => {
      child.kill('SIGKILL');
      throw error;
    })
    .finally(() => clearTimeout(timer));
  return {
    url,
    child,
    output,
    async stop() {
      child.kill('SIGINT');
      return (await exited)[0];
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

export interface WebPlatform {
  url: string;
  /** Where its data is. */
  folder: string;
  /** Kills it, and starts it again at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A platform with the demo community and the pages, for a browser on the same machine. */
export async function startWeb(): Promise<WebPlatform> {
  const folder = dataFolder();
  const env = {
    AGORA_DATA: folder.path,
    PORT: String(await freePort()),
    AGORA_GATEWAY_WEB_DIR: '',
    AGORA_GATEWAY_TRUSTED_PROXIES: '1',
    // Where the browser takes most of the machine nobody is to be turned away.
    AGORA_GATEWAY_MAX_LAG_MS: '60000',
    // Parcels are under way for seconds.
    AGORA_SHIPPING_CARRIER_PACE: '3',
  };
  let running = await startAgora(env);
  return {
    url: running.url,
    folder: folder.path,
    async restart() {
      await running.kill();
      running = await startAgora(env);
    },
    async stop() {
      await running.stop();
      folder.remove();
    },
  };
}

/** Runs a command of Agora to its end. */
export async function runCommand(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(command, args, {
    env: { ...withoutAgora(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** The machine's own settings must not reach the processes under test. */
const withoutAgora = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(AGORA_|DATABASE_URL|AMQP_URL|REDIS_URL|PORT|HOST)/.test(name)),
  );
