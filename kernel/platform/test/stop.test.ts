import { once } from 'node:events';
import { Agent, get, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { httpServer } from '../../http/edge.ts';
import { stopperOf } from '../http.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function listening(listener: RequestListener): Promise<{ stop: () => Promise<void>; port: number }> {
  const server = httpServer(listener);
  const stop = stopperOf(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { stop, port: (server.address() as AddressInfo).port };
}

const ask = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent }, response => {
      response.setEncoding('utf8').once('data', resolve);
    }).on('error', reject);
  });

test('a stop lets a request under way finish, and does not wait for another on the same connection', async () => {
  const arrived = Promise.withResolvers<void>();
  const { stop, port } = await listening(async (_request, response) => {
    arrived.resolve();
    await sleep(100);
    response.end('done');
  });
  const answer = ask(port);
  await arrived.promise;
  const stopped = stop();
  expect(await answer).toBe('done');
  await stopped;
});

test('a request that was only half here is answered, and its connection closed', async () => {
  const { stop, port } = await listening((_request, response) => void response.end('done'));
  const client = connect(port, '127.0.0.1').setEncoding('utf8');
  client.write('GET / HTTP/1.1\r\n');
  await sleep(50);
  const stopped = stop();
  client.write('host: localhost\r\n\r\n');
  const [answer] = await once(client, 'data');
  expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(answer).toMatch(/\r\nconnection: close\r\n/i);
  await stopped;
});

test('a connection on which nothing was asked yet does not hold up a stop', async () => {
  const { stop, port } = await listening((_request, response) => void response.end('done'));
  const client = connect(port, '127.0.0.1');
  await once(client, 'connect');
  await ask(port);
  await stop();
  client.destroy();
});
