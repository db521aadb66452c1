import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket, connect as tcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ConfirmChannel, connect } from 'amqplib';
import { pino } from 'pino';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Broker, startRabbit } from '../../../tools/engines/rabbitmq.ts';
import { type RabbitOptions, rabbitTransport } from '../rabbit-transport.ts';
import { anEvent, consumersOf, eventsOf, numberedEvents, relay } from './envelopes.ts';
import { inbox, transportSuite } from './transport-suite.ts';

const given = process.env.AGORA_TEST_AMQP_URL;
let own: Broker | undefined;
let url: string;

beforeAll(async () => {
  if (given) return void (url = given);
  const dir = mkdtempSync(join(tmpdir(), 'agora-rabbitmq-'));
  // Below the ports that outgoing connections get, or a client could take the broker's while it is away.
  own = await startRabbit(dir, 20_000 + Math.floor(Math.random() * 10_000));
  url = own.url;
  return async () => {
    await own?.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}, 90_000);

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

/** Speaks to the broker without the transport. */
async function raw<T>(speak: (channel: ConfirmChannel) => Promise<T>): Promise<T> {
  const connection = await connect(url);
  try {
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => {}); // The call that fails says so.
    return await speak(channel);
  } finally {
    await connection.close();
  }
}

interface Line {
  level: number;
  msg: string;
}

async function open(options: Partial<RabbitOptions> = {}) {
  const lines: Line[] = [];
  const log = pino({ base: null }, { write: line => lines.push(JSON.parse(line)) });
  const prefix = options.prefix ?? ownPrefix();
  const transport = await rabbitTransport({ url, prefix, consumersOf, log, ...options });
  onTestFinished(() => transport.close());
  return { transport, prefix, lines };
}

const waiting = (queue: string) => raw(async channel => (await channel.checkQueue(queue)).messageCount);

transportSuite('by RabbitMQ', async () => (await open()).transport);

describe('RabbitMQ', { timeout: 60_000 }, () => {
  test('events sent before their subscriber ever started wait for it', async () => {
    const { transport } = await open();
    const events = eventsOf('home.moved', ['a', 'b'], 50);
    await relay(transport, events);
    for (const service of ['alpha', 'beta']) {
      const subscriber = inbox();
      await transport.subscribe(service, ['home.moved'], subscriber.deliver);
      await subscriber.holds(events);
    }
  });

  test('events sent while a subscriber has stopped wait until it is back', async () => {
    const { transport } = await open();
    const alpha = inbox();
    const subscription = await transport.subscribe('alpha', ['bill.paid'], alpha.deliver);
    const events = eventsOf('bill.paid', ['a', 'b'], 40);
    await relay(transport, events.slice(0, 20));
    await alpha.holds(events.slice(0, 20));
    await subscription.stop();
    await relay(transport, events.slice(20));
    await transport.subscribe('alpha', ['bill.paid'], alpha.deliver);
    await alpha.holds(events);
  });

  test('events that could not be taken are still in the queue when the subscriber stops', async () => {
    const { transport, prefix } = await open();
    const begun = Promise.withResolvers<void>();
    const subscription = await transport.subscribe('alpha', ['bill.paid'], async () => {
      begun.resolve();
      throw new Error('the database is away');
    });
    const events = eventsOf('bill.paid', ['a', 'b'], 20);
    await relay(transport, events);
    await begun.promise;
    await subscription.stop();
    expect(await waiting(`${prefix}.alpha`)).toBe(events.length);
  });

  test('of two processes of a service the second takes over in order when the first stops half-way', async () => {
    const { transport, prefix } = await open();
    const { transport: standby } = await open({ prefix });
    const alpha = inbox();
    const subscription = await transport.subscribe('alpha', ['bill.paid'], async events => {
      await sleep(2);
      await alpha.deliver(events);
    });
    await standby.subscribe('alpha', ['bill.paid'], alpha.deliver);
    const events = eventsOf('bill.paid', ['a', 'b', 'c'], 900);
    const sent = relay(transport, events);
    await expect.poll(() => alpha.delivered.length).toBeGreaterThan(100);
    await subscription.stop();
    await sent;
    await alpha.holds(events);
  });

  test('a message that is not an event is logged and does not hold up the queue', async () => {
    const { transport, prefix, lines } = await open();
    const alpha = inbox();
    await transport.subscribe('alpha', ['bill.paid'], alpha.deliver);
    const event = anEvent('bill.paid', 'b', 1);
    const odd = [
      'not JSON',
      '[]',
      JSON.stringify({ ...event, id: 'b-1' }),
      JSON.stringify({ ...event, sequence: 1.5 }),
    ];
    await raw(async channel => {
      for (const content of odd) channel.publish(`${prefix}.events`, 'bill.paid', Buffer.from(content));
      await channel.waitForConfirms();
    });
    await relay(transport, [event]);
    await alpha.holds([event]);
    expect(lines.filter(line => line.msg.includes('not an event'))).toHaveLength(odd.length);
    await expect.poll(() => waiting(`${prefix}.alpha`)).toBe(0);
  });

  test('an event whose queue was deleted is not held until the queue is made anew', async () => {
    const { transport, prefix } = await open();
    const [first, second] = eventsOf('bill.paid', ['b'], 2);
    await relay(transport, [first!]);
    await raw(channel => channel.deleteQueue(`${prefix}.alpha`));
    expect(await transport.send([second!])).toEqual(new Set());
    await relay(transport, [second!]);
    const alpha = inbox();
    await transport.subscribe('alpha', ['bill.paid'], alpha.deliver);
    await alpha.holds([second!]);
  });

  test('of one subject nothing follows an event that was returned', async () => {
    const { transport, prefix } = await open();
    await relay(transport, [anEvent('bill.paid', 'b', 1)]);
    await raw(channel => channel.unbindQueue(`${prefix}.alpha`, `${prefix}.events`, 'bill.paid'));
    const [lost, follower, stranger] = [
      anEvent('bill.paid', 'b', 2),
      anEvent('home.moved', 'b', 3),
      anEvent('home.moved', 'h', 1),
    ];
    expect(await transport.send([lost, follower, stranger])).toEqual(new Set([stranger.id]));
  });

  test('a subscriber whose queue was deleted makes it anew and goes on', async () => {
    const { transport, prefix } = await open();
    const alpha = inbox();
    await transport.subscribe('alpha', ['bill.paid'], alpha.deliver);
    const events = eventsOf('bill.paid', ['a', 'b'], 40);
    await relay(transport, events.slice(0, 20));
    await alpha.holds(events.slice(0, 20));
    await raw(channel => channel.deleteQueue(`${prefix}.alpha`));
    await relay(transport, events.slice(20));
    await alpha.holds(events);
  });

  test('an event that the queue gave up is delivered from the dead queue', async () => {
    const { transport, prefix } = await open({ deliveryLimit: 2 });
    const event = anEvent('bill.paid', 'b', 1);
    await relay(transport, [event]);
    await raw(async channel => {
      await channel.consume(`${prefix}.alpha`, message => message && channel.nack(message));
      await expect.poll(() => waiting(`${prefix}.alpha.dead`), { timeout: 10_000 }).toBe(1);
    });
    const alpha = inbox();
    await transport.subscribe('alpha', ['bill.paid'], alpha.deliver);
    await alpha.holds([event]);
    await expect.poll(() => waiting(`${prefix}.alpha.dead`)).toBe(0);
  });

  test('a queue with other settings stops the subscriber with a sentence and the events stay', async () => {
    const { transport, prefix, lines } = await open();
    await raw(channel => channel.assertQueue(`${prefix}.alpha`, { durable: true }));
    await expect(transport.subscribe('alpha', ['bill.paid'], async () => {})).rejects.toThrow(
      /queue of alpha in RabbitMQ has other settings: delete it/,
    );
    expect(await transport.send([anEvent('bill.paid', 'b', 1), anEvent('bill.seen', 's', 1)])).toHaveProperty(
      'size',
      1,
    );
    expect(lines.map(line => line.msg)).toContain('Events stay in the outbox for now');
  });

  test('a publisher killed in the middle of a batch loses nothing and overtakes nothing', async () => {
    const prefix = ownPrefix();
    const count = 3_000;
    const program = fileURLToPath(new URL('./rabbit-publisher-process.ts', import.meta.url));
    const child = spawn(process.execPath, [program, url, prefix, String(count)], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const queued = () => waiting(`${prefix}.alpha`).catch(() => 0);
    await expect.poll(queued, { timeout: 20_000 }).toBeGreaterThan(100);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    expect(await queued()).toBeLessThan(count);

    const { transport } = await open({ prefix });
    const alpha = inbox();
    await transport.subscribe('alpha', ['bill.paid'], alpha.deliver);
    // Its outbox has marked none of them.
    await relay(transport, numberedEvents(count), 500);
    await alpha.holds(numberedEvents(count));
    expect(alpha.delivered.length).toBeGreaterThan(count);
  });

  test('an address that cannot work is refused with a sentence that keeps the password', async () => {
    const [wrong, nowhere] = [new URL(url), new URL(url)];
    wrong.password = 'wrong-secret';
    nowhere.pathname = '/no-such-vhost';
    await expect(open({ url: 'http://localhost', prefix: 'x' })).rejects.toThrow(/AMQP_URL is not an address/);
    await expect(open({ url: nowhere.href, prefix: 'x' })).rejects.toThrow(/refused AMQP_URL .*virtual host/);
    const refused = open({ url: wrong.href, prefix: 'x' });
    await expect(refused).rejects.toThrow(/refused AMQP_URL .*user, password/);
    await expect(refused).rejects.not.toThrow(/wrong-secret/);
  });

  test('the transport names the release and the place of the broker', async () => {
    const { transport } = await open();
    expect(transport.describe()).toMatch(/^RabbitMQ \d+\.\d+\.\d+ at [^@]+:\d+$/);
  });
});

describe('RabbitMQ out of reach', { timeout: 90_000 }, () => {
  /** A way to the broker that can be cut, closed for a while, or made to swallow everything. */
  async function road() {
    const { hostname: host, port = '5672' } = new URL(url);
    const sockets = new Set<Socket>();
    const state = { closed: false };
    const server = createServer(near => {
      if (state.closed) return near.destroy();
      const far = tcp({ host, port: Number(port) });
      for (const socket of [near, far])
        sockets.add(socket.on('error', () => {}).on('close', () => [near, far].map(each => each.destroy())));
      return near.pipe(far).pipe(near);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the road has no port');
    const way = new URL(url);
    way.host = `127.0.0.1:${address.port}`;
    const cut = () => {
      for (const socket of sockets) socket.destroy();
    };
    onTestFinished(cut);
    const swallow = () => {
      for (const socket of sockets) socket.unpipe().pause();
    };
    return { url: way.href, cut, swallow, state };
  }

  test('a lost connection comes back by itself, loses nothing and is logged once', async () => {
    const way = await road();
    const { transport, lines } = await open({ url: way.url });
    const alpha = inbox();
    await transport.subscribe('alpha', ['bill.paid'], async events => {
      await sleep(1);
      await alpha.deliver(events);
    });
    const events = eventsOf('bill.paid', ['a', 'b', 'c', 'd'], 2_000);
    const sent = relay(transport, events);
    for (let cuts = 1; cuts <= 3; cuts++) {
      await expect.poll(() => alpha.unique().length, { timeout: 10_000 }).toBeGreaterThan(cuts * 300);
      way.cut();
    }
    await sent;
    await alpha.holds(events);
    expect(lines.filter(line => line.msg.startsWith('RabbitMQ is not reachable'))).toHaveLength(3);
  });

  test('a delivery under way when the connection is lost ends before the next begins', async () => {
    const way = await road();
    const { transport } = await open({ url: way.url });
    const alpha = inbox();
    let underWay = 0;
    let most = 0;
    await transport.subscribe('alpha', ['bill.paid'], async events => {
      most = Math.max(most, ++underWay);
      if (alpha.delivered.length === 0) {
        way.cut();
        await sleep(1_500);
      }
      underWay--;
      await alpha.deliver(events);
    });
    const events = eventsOf('bill.paid', ['a', 'b'], 20);
    await relay(transport, events);
    await alpha.holds(events);
    expect(most).toBe(1);
  });

  test('a broker that confirms nothing is given up after 5 s, and nothing is held', async () => {
    const way = await road();
    const { transport, lines } = await open({ url: way.url });
    const [first, ...rest] = eventsOf('bill.paid', ['a', 'b', 'c'], 9);
    await relay(transport, [first!]);
    way.swallow();
    const startedAtMs = performance.now();
    expect(await transport.send(rest)).toEqual(new Set());
    const tookMs = performance.now() - startedAtMs;
    expect(tookMs).toBeGreaterThan(4_900);
    expect(tookMs).toBeLessThan(6_000);
    expect(lines.map(line => line.msg)).toContain('Events stay in the outbox for now');
    way.cut();
    await relay(transport, rest);
  });

  test('a transport may start and subscribe while the broker is away, and works once it is there', async () => {
    const way = await road();
    way.state.closed = true;
    const { transport, lines } = await open({ url: way.url });
    const alpha = inbox();
    await transport.subscribe('alpha', ['bill.paid'], alpha.deliver);
    const event = anEvent('bill.paid', 'b', 1);
    expect(transport.healthy()).toBe(false);
    expect(await transport.send([event])).toEqual(new Set());
    way.state.closed = false;
    await relay(transport, [event]);
    await alpha.holds([event]);
    expect(transport.healthy()).toBe(true);
    expect(lines.map(line => line.msg)).toEqual([
      expect.stringContaining('RabbitMQ is not reachable'),
      'RabbitMQ is reachable again',
    ]);
  });

  test.skipIf(given)('a broker killed and started again has kept what it confirmed', async () => {
    const { transport } = await open();
    const alpha = inbox();
    await transport.subscribe('alpha', ['bill.paid'], async events => {
      await sleep(1);
      await alpha.deliver(events);
    });
    const events = eventsOf('bill.paid', ['a', 'b', 'c', 'd'], 3_000);
    await relay(transport, events.slice(0, 4));
    // A quorum queue that is killed in its first second does not come back: RabbitMQ writes the list of them with delay.
    await sleep(3_000);
    const sent = relay(transport, events.slice(4));
    await expect.poll(() => alpha.unique().length, { interval: 10, timeout: 20_000 }).toBeGreaterThan(500);
    expect(alpha.unique().length).toBeLessThan(events.length);
    await own?.pause();
    await expect.poll(() => transport.healthy()).toBe(false);
    const startedAtMs = performance.now();
    expect(await transport.send([anEvent('bill.paid', 'z', 1)])).toEqual(new Set());
    expect(performance.now() - startedAtMs).toBeLessThan(500);
    await sleep(2_000);
    await own?.resume();
    await sent;
    await alpha.holds(events, 40_000);
    expect(transport.healthy()).toBe(true);
  });
});
