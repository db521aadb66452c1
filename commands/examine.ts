// What `agora doctor` finds out: each check says how it is, and what to do if it is not well.

import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { ConfigError, type Environment, type PlatformConfig } from '#kernel/config';
import { rabbitTransport } from '#kernel/events/rabbit-transport';
import { redisKeyStore } from '#kernel/keys/redis';
import { checkSettings } from '#kernel/platform/checks';
import { openServer } from '#kernel/platform/servers';
import { createLog } from '#kernel/telemetry/log';

export interface Finding {
  what: string;
  ok: boolean;
  says: string;
}

const minNode = 22;
const minFreeBytes = 1024 ** 3;

const attempt = async (what: string, check: () => Promise<string>): Promise<Finding> => {
  try {
    return { what, ok: true, says: await check() };
  } catch (error) {
    return { what, ok: false, says: (error as Error).message };
  }
};

/** Examines this machine and every engine that is set. */
export async function examine(config: PlatformConfig, env: Environment): Promise<Finding[]> {
  const log = createLog({ level: 'silent', pretty: false });
  const findings = [
    attempt('Node', async () => {
      const major = Number(process.versions.node.split('.')[0]);
      if (major < minNode)
        throw new Error(
          `${process.version} is too old: run through bin/agora, or install Node ${minNode}.18 or newer.`,
        );
      return `${process.version} on ${process.platform} ${process.arch}`;
    }),
    attempt('settings', async () => {
      checkSettings(config, false);
      return 'can work together';
    }),
    attempt('data folder', () => dataFolder(config.data)),
    attempt('port', () => portFree(config)),
    attempt('PostgreSQL', async () => {
      const server = await openServer({ config, attach: true });
      await server.stop();
      return `${server.version}, ${server.embedded ? `embedded, in ${config.data}/postgres` : `at ${new URL(config.databaseUrl!).host}`}`;
    }),
    attempt('events', async () => {
      if (!config.amqpUrl) return 'inside the process (set AMQP_URL for RabbitMQ)';
      const transport = await rabbitTransport({ url: config.amqpUrl, consumersOf: () => [], log });
      const says = transport.describe();
      const well = transport.healthy();
      await transport.close();
      if (!well) throw new ConfigError(`RabbitMQ cannot be reached: ${says}. Check AMQP_URL.`);
      return says;
    }),
    attempt('keys', async () => {
      if (!config.redisUrl) return 'inside the process (set REDIS_URL for Redis)';
      const keys = await redisKeyStore(config.redisUrl, log);
      const [says, well] = [keys.describe(), keys.healthy()];
      await keys.close();
      if (!well) throw new ConfigError(`Redis cannot be reached: ${says}. Check REDIS_URL.`);
      return says;
    }),
    attempt('e-mail', async () => (env.SMTP_URL ? 'over SMTP' : 'into the local mailbox page (set SMTP_URL to send)')),
  ];
  return Promise.all(findings);
}

async function dataFolder(data: string): Promise<string> {
  await mkdir(data, { recursive: true });
  await access(data, constants.W_OK);
  const { bavail, bsize } = await statfs(data);
  const free = bavail * bsize;
  if (free < minFreeBytes) throw new Error(`${data} has less than 1 GiB free: make room or set AGORA_DATA.`);
  return `${data}, ${Math.floor(free / 1024 ** 3)} GiB free`;
}

function portFree({ host, port }: PlatformConfig): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', () =>
      reject(new Error(`${port} is in use, by a running Agora or another program: set PORT to another.`)),
    );
    server.listen(port, host, () => server.close(() => resolve(`${port} is free`)));
  });
}
