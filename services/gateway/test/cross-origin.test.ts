import { expect, test } from 'vitest';
import { readConfig } from '#kernel/config';
import { agora } from '#kernel/testing/harness';
import { gatewayService } from '../definition.ts';
import gateway from '../service.ts';
import { peers } from './peers.ts';

const open = (origins: string) =>
  agora({ services: [gateway], peers, config: { AGORA_GATEWAY_CORS_ORIGINS: origins } });

test('pages of the named origins may call, others may not', async () => {
  const t = await open('https://app.example, https://admin.example');
  const allowed = async (origin: string) => {
    const response = await t.http('/api/v1/home', { headers: { origin } });
    return response.headers.get('access-control-allow-origin');
  };
  expect(await allowed('https://app.example')).toBe('https://app.example');
  expect(await allowed('https://admin.example')).toBe('https://admin.example');
  expect(await allowed('https://evil.example')).toBeNull();
  expect(await allowed('https://app.example.evil.example')).toBeNull();

  const preflight = await t.http('/api/v1/analytics/events', {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,content-type,idempotency-key');
  expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
  expect(preflight.headers.get('access-control-max-age')).toBe('600');
  const read = await t.http('/api/v1/home', { headers: { origin: 'https://app.example' } });
  expect(read.headers.get('access-control-expose-headers')).toContain('ratelimit');
  expect(read.headers.get('access-control-allow-credentials')).toBeNull();
  expect(read.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  await t.close();
});

test('without a setting no other origin may, with * all may', async () => {
  const none = await open('');
  const closed = await none.http('/api/v1/home', { headers: { origin: 'https://app.example' } });
  expect(closed.headers.get('access-control-allow-origin')).toBeNull();
  expect(closed.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  await none.close();
  const all = await open('*');
  const opened = await all.http('/api/v1/home', { headers: { origin: 'https://app.example' } });
  expect(opened.headers.get('access-control-allow-origin')).toBe('https://app.example');
  await all.close();
});

test('a setting that is no origin stops the start with a sentence', () => {
  for (const wrong of ['app.example', 'https://app.example/', 'https://app.example/path']) {
    const read = () => readConfig('gateway', gatewayService.definition.config, { AGORA_GATEWAY_CORS_ORIGINS: wrong });
    expect(read).toThrow('AGORA_GATEWAY_CORS_ORIGINS: takes origins such as https://app.example');
  }
});
