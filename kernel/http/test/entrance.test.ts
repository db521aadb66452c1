import { createHash, randomBytes } from 'node:crypto';
import { get, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import notes from '../../test/fixtures/notes/notes.ts';
import { agora, type Harness } from '../../testing/harness.ts';
import { httpServer } from '../edge.ts';

let t: Harness<[typeof notes]>;
beforeAll(async () => {
  t = await agora({ services: [notes] });
});
afterAll(() => t.close());

test('the description of the API is served, valid by a validator that is not ours', async () => {
  const response = await t.http('/openapi.json');
  expect(response.headers.get('content-type')).toContain('application/json');
  const document = (await response.json()) as { paths: object };
  expect(Object.keys(document.paths)).toContain('/api/v1/notes/{noteId}');
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
});

test('the page over it brings all it needs from here and runs under its own policy', async () => {
  const page = await t.http('/docs');
  expect(page.status).toBe(200);
  const html = await page.text();
  const policy = page.headers.get('content-security-policy')!;
  expect(policy).toContain("script-src 'self'");
  expect(html).not.toMatch(/<script>|onload=|https?:/);
  const needed = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(match => match[1]!);
  expect(needed).toHaveLength(3);
  for (const path of needed) expect((await t.http(path)).status).toBe(200);
});

test('every answer carries the security headers, refusals as well', async () => {
  for (const path of ['/docs', '/api/v1/notes', '/nothing']) {
    const { headers } = await t.http(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*object-src 'none'/);
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

test('a request keeps the id it came with, unless that could forge a line of the log', async () => {
  const idOf = async (id: string) => {
    const response = await t.http('/api/v1/notes', { user: t.person(), headers: { 'x-request-id': id } });
    return response.headers.get('x-request-id');
  };
  expect(await idOf('client-42')).toBe('client-42');
  expect(await idOf('two words')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await idOf('x'.repeat(101))).toMatch(/^[0-9a-f-]{36}$/);
});

/** A server with one path for sockets. */
async function withSockets(run: (server: Server, port: number) => Promise<void>): Promise<void> {
  const server = httpServer(
    (_request, response) => void response.end('page'),
    new Map([
      [
        '/socket',
        ({ headers }, socket) => {
          const accept = createHash('sha1').update(
            `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
          );
          const lines = ['HTTP/1.1 101 Switching Protocols', 'upgrade: websocket', 'connection: Upgrade'];
          socket.write(`${lines.join('\r\n')}\r\nsec-websocket-accept: ${accept.digest('base64')}\r\n\r\n`);
          socket.pipe(socket);
        },
      ],
    ]),
  ).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  try {
    await run(server, (server.address() as AddressInfo).port);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const upgrade = (port: number, path: string) => {
  const key = randomBytes(16).toString('base64');
  const headers = {
    upgrade: 'websocket',
    connection: 'Upgrade',
    'sec-websocket-version': '13',
    'sec-websocket-key': key,
  };
  return new Promise<{ status: number; echoed?: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers });
    asked.once('response', response => resolve({ status: response.statusCode! }));
    asked.once('upgrade', (response, socket) => {
      socket.once('data', data => {
        socket.destroy();
        resolve({ status: response.statusCode!, echoed: String(data) });
      });
      socket.write('hello');
    });
    asked.once('error', reject);
    asked.end();
  });
};

test('a path that was registered becomes a socket, with or without a query; any other is refused', async () => {
  await withSockets(async (_server, port) => {
    expect(await upgrade(port, '/socket')).toEqual({ status: 101, echoed: 'hello' });
    expect(await upgrade(port, '/socket?token=1')).toEqual({ status: 101, echoed: 'hello' });
    expect(await upgrade(port, '/other')).toEqual({ status: 404 });
    expect(await upgrade(port, '/')).toEqual({ status: 404 });
    const page = await new Promise<number>(resolve =>
      get({ port, path: '/socket' }, ({ statusCode }) => resolve(statusCode!)),
    );
    expect(page).toBe(200);
  });
});
