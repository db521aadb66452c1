import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { anEvent, eventsOf, numberedEvents, relay } from './envelopes.ts';
import { rabbitForTests } from './rabbit-broker.ts';
import { inbox, transportSuite } from './transport-suite.ts';

const { url, raw, ownPrefix, waiting, open } = rabbitForTests();

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
    await raw(async channel => {
      await channel.deleteQueue(`${prefix}.alpha`);
      // Without a pause, as a busy relay would.
      while ((await transport.send(events.slice(20, 21))).size === 0);
    });
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
    const child = spawn(process.execPath, [program, url(), prefix, String(count)], { stdio: 'inherit' });
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
    const [wrong, nowhere] = [new URL(url()), new URL(url())];
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
