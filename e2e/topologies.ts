// The three ways to run Agora that the end-to-end tests prove: everything embedded, everything on real engines, and split.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type AgoraProcess, dataFolder, freePort, runCommand, startAgora } from './processes.ts';

export interface Topology {
  /** Where people reach it; the same after a restart. */
  url: string;
  /** The processes by their targets. */
  parts: Map<string, AgoraProcess>;
  /** Where the services' databases are, for tests that look behind the API. */
  adminUrl(): Promise<string>;
  databasePrefix: string;
  /** What a command of Agora needs to work on the same databases. */
  commandEnv: Record<string, string>;
  /** Starts a part again that was stopped or killed. */
  restart(part: string): Promise<void>;
  stop(): Promise<void>;
}

type Env = Record<string, string>;
interface Part {
  target: string;
  env: Env;
}

async function run(
  parts: readonly Part[],
  url: string,
  databasePrefix: string,
  adminUrl: () => Promise<string>,
  clean: () => void,
): Promise<Topology> {
  const running = new Map<string, AgoraProcess>();
  const restart = async (target: string): Promise<void> => {
    const part = parts.find(candidate => candidate.target === target)!;
    running.set(target, await startAgora(part.env, ['--target', target]));
  };
  for (const { target } of parts) await restart(target);
  return {
    url,
    parts: running,
    adminUrl,
    databasePrefix,
    commandEnv: parts[0]!.env,
    restart,
    async stop() {
      for (const part of [...running.values()].reverse()) await part.stop();
      clean();
    },
  };
}

/** One process, the embedded PostgreSQL, nothing else. */
export async function embedded(): Promise<Topology> {
  const data = dataFolder();
  const port = await freePort();
  const env = { AGORA_DATA: data.path, PORT: String(port), ...quiet };
  const adminUrl = () => readFile(`${data.path}/postgres.url`, 'utf8');
  return run([{ target: 'all', env }], `http://127.0.0.1:${port}`, '', adminUrl, data.remove);
}

const quiet = {
  LOG_LEVEL: 'error',
  AGORA_GATEWAY_USER_PER_MINUTE: '1000000',
  AGORA_GATEWAY_ADDRESS_PER_MINUTE: '1000000',
};

/** The addresses of the real engines, as the engines runner gives them. */
export function engines(): { databaseUrl: string; amqpUrl: string; redisUrl: string } {
  const of = (name: string): string => process.env[name] ?? fail(name);
  return {
    databaseUrl: of('AGORA_TEST_DATABASE_URL'),
    amqpUrl: of('AGORA_TEST_AMQP_URL'),
    redisUrl: of('AGORA_TEST_REDIS_URL'),
  };
}

const fail = (name: string): never => {
  throw new Error(`${name} is not set: run npm run test:engines`);
};

/** One process on PostgreSQL, RabbitMQ and Redis; a test may bring a broker or Redis of its own. */
export async function onEngines(own: Env = {}): Promise<Topology> {
  const { shared, prefix, databaseUrl, clean } = await sharedSettings(own);
  const port = await freePort();
  return run(
    [{ target: 'all', env: { ...shared, PORT: String(port) } }],
    `http://127.0.0.1:${port}`,
    prefix,
    async () => databaseUrl,
    clean,
  );
}

/** So that most calls of a checkout go from one process to the other. */
const splitTargets = [
  'iam,profile,building,media,catalog,discount,cart,community',
  'ticket,notification,order,payment,shipping,chat,booking,marketplace',
  'edge',
];

/** The process of `split` that runs a service. */
export const splitPartOf = (service: string): string =>
  splitTargets.find(target => target.split(',').includes(service))!;

/** Three processes on PostgreSQL, RabbitMQ and Redis. */
export async function split(): Promise<Topology> {
  const { shared, prefix, databaseUrl, clean } = await sharedSettings();
  const ports = new Map(await Promise.all(splitTargets.map(async target => [target, await freePort()] as const)));
  const urls: Env = {};
  for (const [target, port] of ports)
    for (const service of target.split(',')) urls[`AGORA_URL_${service.toUpperCase()}`] = `http://127.0.0.1:${port}`;
  const parts = splitTargets.map(target => ({ target, env: { ...shared, ...urls, PORT: String(ports.get(target)) } }));
  return run(parts, `http://127.0.0.1:${ports.get('edge')}`, prefix, async () => databaseUrl, clean);
}

let used = 0;

/** Databases, exchange and keys of this test's own, with the demo community in them. */
async function sharedSettings(own: Env = {}) {
  const data = dataFolder();
  const { databaseUrl, amqpUrl, redisUrl } = engines();
  const prefix = `e2e_${randomBytes(4).toString('hex')}_`;
  const shared: Env = {
    AGORA_DATA: data.path,
    AGORA_SECRET: randomBytes(32).toString('hex'),
    AGORA_DATABASE_PREFIX: prefix,
    AGORA_EVENTS_PREFIX: prefix.replace(/_$/, ''),
    DATABASE_URL: databaseUrl,
    AMQP_URL: amqpUrl,
    // A database of Redis for each: the demo people have the same ids everywhere.
    REDIS_URL: `${redisUrl}/${++used}`,
    ...quiet,
    ...own,
  };
  await seed(shared);
  return { shared, prefix, databaseUrl, clean: data.remove };
}

async function seed(env: Env): Promise<void> {
  const { code, output } = await runCommand(['seed'], env);
  if (code !== 0) throw new Error(`agora seed failed:\n${output}`);
}
