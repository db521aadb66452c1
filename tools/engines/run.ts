// npm run test:engines: starts RabbitMQ, Redis and PostgreSQL on loopback where their addresses are not given, and runs
// every adapter's shared suite and the end-to-end tests on them. Extra arguments go to vitest.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWeb } from '../../e2e/processes.ts';
import { startRedis } from '../../kernel/keys/test/redis-server.ts';
import { installEngines } from './install.ts';
import { startPostgres } from './postgres.ts';
import { startRabbit } from './rabbitmq.ts';

installEngines();
const dir = mkdtempSync(join(tmpdir(), 'agora-engines-'));
// As root the servers run as other users, who must be let in.
chmodSync(dir, 0o755);
const base = 20_000 + Math.floor(Math.random() * 8_000);
const stops: (() => Promise<void>)[] = [];
const env = { ...process.env };

async function provide(variable: string, start: () => Promise<{ url: string; stop(): Promise<void> }>): Promise<void> {
  if (env[variable]) return;
  const server = await start();
  stops.push(server.stop);
  env[variable] = server.url;
  console.log(`${variable}=${server.url}`);
}

/** Runs the suites that are asked for by name, or all; gives the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.engines.config.ts', ...args];
  const [code] = await once(spawn(process.execPath, vitest, { env, stdio: 'inherit' }), 'exit');
  return code ?? 1;
}

const args = process.argv.slice(2);
const names = args.filter(arg => !arg.startsWith('-'));
const inBrowser = (name: string) => name.startsWith('e2e/web');
let status = 0;
try {
  await provide('AGORA_TEST_DATABASE_URL', () => startPostgres(join(dir, 'pg'), base));
  await provide('AGORA_TEST_AMQP_URL', () => startRabbit(dir, base + 10));
  await provide('AGORA_TEST_REDIS_URL', async () => {
    const redis = await startRedis();
    return { url: redis.url, stop: redis.kill };
  });
  if (names.length === 0 || !names.every(inBrowser)) status = await run([...args, '--exclude', 'e2e/web/**']);
  // What is looked at in a browser shares one platform, which is not to be there while others are measured and killed.
  if (status === 0 && (names.length === 0 || names.some(inBrowser))) {
    await provide('AGORA_TEST_WEB_URL', startWeb);
    status = await run(names.length === 0 ? [...args, 'e2e/web'] : args);
  }
} finally {
  for (const stop of stops.reverse()) await stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(status);
