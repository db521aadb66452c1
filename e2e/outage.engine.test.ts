// The broker away for twenty seconds under load, and Redis emptied meanwhile: requests go on, and nothing is lost.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { startRedis } from '../kernel/keys/test/redis-server.ts';
import { seededRandom } from '../kernel/security/random.ts';
import { seedId } from '../kernel/seed.ts';
import { startRabbit } from '../tools/engines/rabbitmq.ts';
import { apiAt, eventually } from './api.ts';
import { asking, undelivered, violations } from './invariants.ts';
import { workOnTickets } from './outcomes.ts';
import { anyCategory, keptTokens } from './people.ts';
import { freePort } from './processes.ts';
import { onEngines } from './topologies.ts';

const awayMs = 20_000;

test('RabbitMQ stopped for 20 s under load and Redis flushed mid-run: requests succeed and nothing is lost', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'agora-outage-'));
  const broker = await startRabbit(dir, await freePort());
  const redis = await startRedis();
  const topology = await onEngines({ AMQP_URL: broker.url, REDIS_URL: redis.url });
  const api = apiAt(() => topology.url);
  try {
    const tokens = keptTokens(api);
    const categoryId = await anyCategory(api, await tokens.resident(), seedId('building:1'));
    const random = seededRandom(7);
    const first = await workOnTickets(api, tokens, random, { count: 100, workers: 4, categoryId });
    await broker.pause();
    const stoppedMs = performance.now();
    const flush = new Redis(redis.url);
    const during = await workOnTickets(api, tokens, random, { count: 200, workers: 4, categoryId });
    await flush.flushall();
    flush.disconnect();
    const more = await workOnTickets(api, tokens, random, { count: 200, workers: 4, categoryId });
    await new Promise(resolve => setTimeout(resolve, Math.max(0, awayMs - (performance.now() - stoppedMs))));
    await broker.resume();
    const last = await workOnTickets(api, tokens, random, { count: 100, workers: 4, categoryId });

    const parts = [first, during, more, last];
    expect(parts.flatMap(({ refused }) => refused)).toEqual([]);
    expect(Math.max(...parts.map(({ slowestMs }) => slowestMs))).toBeLessThan(5_000);
    const ask = await asking(topology);
    await eventually(
      () => undelivered(ask),
      counts => Object.values(counts).every(n => n === 0),
      30_000,
    );
    expect(
      await violations(
        ask,
        parts.flatMap(({ done }) => done),
      ),
    ).toEqual([]);
  } finally {
    await topology.stop();
    await broker.stop();
    await redis.kill();
    rmSync(dir, { recursive: true, force: true });
  }
}, 300_000);
