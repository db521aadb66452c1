// A RabbitMQ for the engine tests: the one that AGORA_TEST_AMQP_URL names, or one of the test file's own.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConfirmChannel, connect } from 'amqplib';
import { pino } from 'pino';
import { beforeAll, onTestFinished } from 'vitest';
import { type Broker, startRabbit } from '../../../tools/engines/rabbitmq.ts';
import { type RabbitOptions, rabbitTransport } from '../rabbit-transport.ts';
import { consumersOf } from './envelopes.ts';

export const givenUrl = process.env.AGORA_TEST_AMQP_URL;

interface Line {
  level: number;
  msg: string;
}

/** Call it at the top of a test file: the broker lives as long as the file's tests. */
export function rabbitForTests() {
  let own: Broker | undefined;

  beforeAll(async () => {
    if (givenUrl) return;
    const dir = mkdtempSync(join(tmpdir(), 'agora-rabbitmq-'));
    // Below the ports that outgoing connections get, or a client could take the broker's while it is away.
    own = await startRabbit(dir, 20_000 + Math.floor(Math.random() * 10_000));
    return async () => {
      await own?.stop();
      rmSync(dir, { recursive: true, force: true });
    };
  }, 90_000);

  const url = (): string => givenUrl ?? own?.url ?? '';

  /** Speaks to the broker without the transport. */
  async function raw<T>(speak: (channel: ConfirmChannel) => Promise<T>): Promise<T> {
    const connection = await connect(url());
    try {
      const channel = await connection.createConfirmChannel();
      channel.on('error', () => {}); // The call that fails says so.
      return await speak(channel);
    } finally {
      await connection.close();
    }
  }

  /** Names of this test's own on a broker that others may share; gone when the test ends. */
  function ownPrefix(): string {
    const prefix = `agora-test-${randomBytes(6).toString('hex')}`;
    onTestFinished(() =>
      raw(async channel => {
        for (const service of ['alpha', 'beta'])
          for (const queue of [`${prefix}.${service}`, `${prefix}.${service}.dead`]) await channel.deleteQueue(queue);
        for (const exchange of ['events', 'dead']) await channel.deleteExchange(`${prefix}.${exchange}`);
      }),
    );
    return prefix;
  }

  return {
    url,
    raw,
    ownPrefix,
    /** The broker, if it is this file's own and may be killed. */
    own: () => own,
    /** How many messages a queue holds that nobody is working on. */
    waiting: (queue: string) => raw(async channel => (await channel.checkQueue(queue)).messageCount),
    /** A transport of the suite's platform, closed when the test ends, and what it logs. */
    async open(options: Partial<RabbitOptions> = {}) {
      const lines: Line[] = [];
      const log = pino({ base: null }, { write: line => lines.push(JSON.parse(line)) });
      const prefix = options.prefix ?? ownPrefix();
      const transport = await rabbitTransport({ url: url(), prefix, consumersOf, log, ...options });
      onTestFinished(() => transport.close());
      return { transport, prefix, lines };
    },
  };
}
