import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agora, type Harness } from '#kernel/testing/harness';
import gateway from '../service.ts';
import { answers, peers, reset } from './peers.ts';

const folder = mkdtempSync(join(tmpdir(), 'agora-web-'));
let t: Harness<[typeof gateway]>;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Agora</title>');
  const script = 'console.log(1);'.repeat(50);
  writeFileSync(join(folder, 'assets/main-a1b2.js'), script);
  writeFileSync(join(folder, 'assets/main-a1b2.js.br'), brotliCompressSync(script));
  writeFileSync(join(folder, 'current.txt.br'), 'nothing by itself');
  t = await agora({
    services: [gateway],
    peers,
    config: { AGORA_GATEWAY_WEB_DIR: folder, AGORA_GATEWAY_MAX_IN_FLIGHT: '1' },
  });
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true });
});

const html = { accept: 'text/html,*/*' };

test('the page is shown at every address of the app, is asked for anew each time, and lets no other script run', async () => {
  for (const path of ['/', '/feed', '/tickets/01920000-0000-7000-8000-000000000001?from=mail']) {
    const reply = await t.http(path, { headers: html });
    expect([path, reply.status, await reply.text()]).toEqual([path, 200, expect.stringContaining('<title>Agora')]);
    expect(reply.headers.get('cache-control')).toBe('no-cache');
    const policy = reply.headers.get('content-security-policy')!;
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  }
  const { headers } = await t.http('/', { headers: html });
  const again = await t.http('/', { headers: { ...html, 'if-none-match': headers.get('etag')! } });
  expect(again.status).toBe(304);
  const head = await t.http('/', { method: 'HEAD', headers: html });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('a hashed file is kept for ever and comes packed to whoever takes it so', async () => {
  const packed = await t.http('/assets/main-a1b2.js', { headers: { 'accept-encoding': 'gzip, br' } });
  expect(packed.headers.get('content-encoding')).toBe('br');
  expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(packed.headers.get('vary')).toContain('accept-encoding');
  expect(await packed.text()).toMatch(/^console/);
  const plain = await t.http('/assets/main-a1b2.js', { headers: { 'accept-encoding': 'identity' } });
  expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([
    null,
    expect.stringMatching(/^console/),
  ]);
});

test('what is not the app’s stays what it is: missing files, the API, its pages, and paths out of the folder', async () => {
  const status = async (path: string, init: object = { headers: html }) => (await t.http(path, init)).status;
  expect(await status('/assets/gone-c3d4.js')).toBe(404);
  expect(await status('/feed', { headers: { accept: 'application/json' } })).toBe(404);
  expect(await status('/feed', { method: 'POST', headers: html })).toBe(404);
  expect(await status('/api/v1/nothing')).toBe(404);
  expect(await status('/.well-known/nothing')).toBe(404);
  expect(await status('/../package.json', { headers: {} })).toBe(404);
  expect(await status('/current.txt.br', { headers: {} })).toBe(404);
  expect(await (await t.http('/docs', { headers: html })).text()).toContain('Agora API');
});

test('where there is too much to do the page is still shown', async () => {
  const user = t.person();
  const begun = Promise.withResolvers<void>();
  const counted = Promise.withResolvers<{ unread: number }>();
  answers.countUnread = () => {
    begun.resolve();
    return counted.promise;
  };
  const underWay = t.http('/api/v1/home', { user });
  await begun.promise;
  expect((await t.http('/api/v1/home', { user })).status).toBe(503);
  expect((await t.http('/feed', { headers: html })).status).toBe(200);
  counted.resolve({ unread: 1 });
  expect((await underWay).status).toBe(200);
  reset();
});

test('without a web app the page of the API is what one sees', async () => {
  const bare = await agora({ services: [gateway], peers });
  const reply = await bare.http('/', { headers: html, redirect: 'manual' });
  expect([reply.status, reply.headers.get('location')]).toEqual([302, '/docs']);
  await bare.close();
});
