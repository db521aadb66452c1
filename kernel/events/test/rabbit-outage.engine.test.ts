import { once } from 'node:events';
import { createServer, type Socket, connect as tcp } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { anEvent, eventsOf, relay } from './envelopes.ts';
import { givenUrl, rabbitForTests } from './rabbit-broker.ts';
import { inbox } from './transport-suite.ts';

const { url, own, open } = rabbitForTests();

/** A way to the broker that can be cut, closed for a while, or made to swallow everything. */
async function road() {
  const { hostname: host, port = '5672' } = new URL(url());
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
  const way = new URL(url());
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

describe('RabbitMQ out of reach', { timeout: 90_000 }, () => {
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

  test.skipIf(givenUrl)('a broker killed and started again has kept what it confirmed', async () => {
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
    await own()?.pause();
    await expect.poll(() => transport.healthy()).toBe(false);
    const startedAtMs = performance.now();
    expect(await transport.send([anEvent('bill.paid', 'z', 1)])).toEqual(new Set());
    expect(performance.now() - startedAtMs).toBeLessThan(500);
    await sleep(2_000);
    await own()?.resume();
    await sent;
    await alpha.holds(events, 40_000);
    expect(transport.healthy()).toBe(true);
  });
});
