import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runUnder } from '../../call.ts';
import { outgoing } from '../outgoing.ts';

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (request.url === '/redirect') return response.writeHead(302, { location: '/' }).end();
    if (request.url === '/slow') return;
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    response.writeHead(request.url === '/missing' ? 404 : 200, { 'x-method': request.method ?? '' });
    response.end(Buffer.concat(parts));
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const inside = outgoing({ allowInsecure: true });

test('bytes go out and come back as they are, with whatever status', async () => {
  const body = Buffer.from([0, 255, 128, 13, 10]);
  const reply = await inside.request(`${url}/missing`, { method: 'PUT', body });
  expect(reply.status).toBe(404);
  expect(reply.headers['x-method']).toBe('PUT');
  expect(reply.body.equals(body)).toBe(true);
});

test('a redirect is not followed', async () => {
  expect((await inside.request(`${url}/redirect`)).status).toBe(302);
});

test('an answer that is too large, too late or does not come is unavailable', async () => {
  const unavailable = { code: 'unavailable' };
  const large = inside.request(url, { method: 'POST', body: 'x'.repeat(2_000), maxBytes: 1_000 });
  await expect(large).rejects.toMatchObject(unavailable);
  await expect(inside.request(`${url}/slow`, { timeoutMs: 30 })).rejects.toMatchObject(unavailable);
  await expect(inside.request('http://127.0.0.1:1')).rejects.toMatchObject(unavailable);
});

test('nothing leaves the process inside a transaction', async () => {
  const asked = runUnder({ transaction: true }, () => inside.request(url));
  await expect(asked).rejects.toThrow('inside a transaction');
});

test.each([
  'http://example.com',
  'https://127.0.0.1',
  'https://[::1]',
  'https://10.1.2.3',
  'https://169.254.169.254/latest/meta-data',
  'https://[::ffff:192.168.0.1]',
  'https://[fd00::1]',
  'https://2130706433',
])('%s is refused', async address => {
  await expect(outgoing().request(address)).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('a name that leads to this machine is refused when the connection is made', async () => {
  const { port } = server.address() as AddressInfo;
  const asked = outgoing().request(`https://localhost:${port}`);
  await expect(asked).rejects.toMatchObject({ code: 'invalid_argument' });
});
