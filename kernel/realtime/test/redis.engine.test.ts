// Sockets of several processes, joined through Redis.

import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { type RedisServer, startRedis } from '../../keys/test/redis-server.ts';
import type { Signal } from '../hub.ts';
import { redisRealtime } from '../server.ts';

const said = (text: string): Signal => ({ do: 'push', topic: 'chat.channel', id: '1', type: 'message', data: text });

async function server(port?: number): Promise<RedisServer> {
  const started = await startRedis(port === undefined ? {} : { port });
  onTestFinished(() => started.kill());
  return started;
}

/** A process, with what it hears and what it logs. */
function joined(url: string, channel = 'agora:0') {
  const [heard, lines] = [[] as Signal[], [] as string[]];
  const realtime = redisRealtime(url, channel, pino({ base: null }, { write: line => void lines.push(line) }));
  onTestFinished(() => realtime.close());
  realtime.hub.listen(signal => heard.push(signal));
  return { hub: realtime.hub, heard, lines };
}

/** Says something until the other hears it: a subscription takes a moment. */
async function together(one: ReturnType<typeof joined>, other: ReturnType<typeof joined>): Promise<void> {
  await expect
    .poll(
      () => {
        one.hub.send(said('hello'));
        return other.heard.length;
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
}

test('what one process says is heard by itself and the others once, and by no other Agora', async () => {
  const { url } = await server();
  const [one, other, stranger] = [joined(url), joined(url), joined(url, 'another:0')];
  await together(one, other);
  await together(other, one);
  const evicted: Signal = { do: 'evict', topic: 'chat.channel', id: '1', userId: 'ada' };
  one.hub.send(said('only once'));
  one.hub.send(evicted);
  await expect.poll(() => other.heard).toContainEqual(evicted);
  for (const { heard } of [one, other])
    expect(heard.filter(signal => signal.do === 'push' && signal.data === 'only once')).toHaveLength(1);
  expect(stranger.heard).toEqual([]);
});

test('while Redis is away each hears itself, and clients are told to ask for what they missed once it is back', async () => {
  const first = await server();
  const [one, other] = [joined(first.url), joined(first.url)];
  await together(one, other);
  await first.kill();
  await expect.poll(() => one.lines.length).toBeGreaterThan(0);
  one.hub.send(said('lost'));
  expect(one.heard).toContainEqual(said('lost'));
  await server(first.port);
  await expect.poll(() => other.heard, { timeout: 10_000 }).toContainEqual({ do: 'resync' });
  expect(other.heard).not.toContainEqual(said('lost'));
  other.heard.length = 0;
  await together(one, other);
});
