import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPublicAddress, outgoing } from '../outgoing.ts';

let server: Server;
let url: string;
let asked = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked++;
    if (request.url === '/moved') return void response.writeHead(302, { location: '/json' }).end();
    if (request.url === '/json') return void response.end('{"ok":true}');
    if (request.url === '/endless') {
      const more = setInterval(() => response.write('x'.repeat(10_000)), 1);
      return void response.once('close', () => clearInterval(more));
    }
    if (request.url === '/echo') return void request.pipe(response);
    // `/silent` is never answered.
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

test('a reply is read whole, as text and as JSON', async () => {
  const http = outgoing({ allowInsecure: true });
  const reply = await http.request(`${url}/json`);
  expect([reply.status, reply.text(), reply.json()]).toEqual([200, '{"ok":true}', { ok: true }]);
  const echo = await http.request(`${url}/echo`, { method: 'POST', body: 'not json' });
  expect([echo.text(), echo.json()]).toEqual(['not json', undefined]);
});

test('a redirect is answered, not followed', async () => {
  const reply = await outgoing({ allowInsecure: true }).request(`${url}/moved`);
  expect([reply.status, reply.headers.location]).toEqual([302, '/json']);
});

test('a reply that is too long or too late is given up', async () => {
  const http = outgoing({ allowInsecure: true });
  await expect(http.request(`${url}/endless`, { maxBytes: 50_000 })).rejects.toMatchObject({ code: 'unavailable' });
  await expect(http.request(`${url}/silent`, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'unavailable' });
  const nobody = http.request('http://127.0.0.1:1/');
  await expect(nobody).rejects.toMatchObject({ code: 'unavailable' });
});

test.each([
  'http://example.org/',
  'ftp://example.org/',
  'https://user:secret@example.org/',
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://169.254.169.254/latest/meta-data/',
  'https://0x7f000001/',
  'https://2130706433/',
  'not an address',
])('%s is refused before anything is sent', async address => {
  await expect(outgoing().request(address)).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('a name that resolves to a private address is refused as the connection is made', async () => {
  const before = asked;
  const { port } = server.address() as AddressInfo;
  const attempt = outgoing().request(`https://localhost:${port}/json`);
  await expect(attempt).rejects.toMatchObject({ code: 'invalid_argument' });
  expect(asked).toBe(before);
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700:4700::1111', true],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['0.0.0.0', false],
  ['::', false],
  ['::1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['fc00::1', false],
  ['fe80::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
])('%s is an address of the internet: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});
